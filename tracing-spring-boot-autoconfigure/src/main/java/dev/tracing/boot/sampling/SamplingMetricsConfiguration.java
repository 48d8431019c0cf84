/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of decisions, by what was decided and why.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class SamplingMetricsConfiguration {

	@Bean
	MeterBinder tracingSamplingMetrics(ObjectProvider<Steering> steering) {
		return (registry) -> steering.ifAvailable((own) -> {
			own.reasons().forEach((reason) -> {
				register(registry, "tracing.sampling.decisions", reason);
				registerRecorded(registry, reason);
			});
			own.dryRunReasons().forEach((reason) -> register(registry, "tracing.sampling.dry-run.decisions", reason));
			for (Change.Kind kind : Change.Kind.values()) {
				for (ChangeEvent.Action action : ChangeEvent.Action.values()) {
					register(registry, own.counts(), kind, action);
				}
			}
		});
	}

	private static void register(MeterRegistry registry, String name, Reason reason) {
		FunctionCounter.builder(name, reason, Reason::sampled)
			.tag("reason", reason.name())
			.tag("decision", "sampled")
			.description("Local roots on which a reason decided")
			.register(registry);
		FunctionCounter.builder(name, reason, Reason::dropped)
			.tag("reason", reason.name())
			.tag("decision", "dropped")
			.description("Local roots on which a reason decided")
			.register(registry);
	}

	private static void registerRecorded(MeterRegistry registry, Reason reason) {
		FunctionCounter.builder("tracing.sampling.recorded", reason, Reason::recorded)
			.tag("reason", reason.name())
			.description("Local roots that were refused and recorded all the same")
			.register(registry);
	}

	private static void register(MeterRegistry registry, ChangeCounts counts, Change.Kind kind,
			ChangeEvent.Action action) {
		FunctionCounter.builder("tracing.sampling.changes", counts, (all) -> all.get(kind, action))
			.tag("change", kind.text())
			.tag("action", action.text())
			.description("Changes of sampling while the application runs")
			.register(registry);
	}

}
