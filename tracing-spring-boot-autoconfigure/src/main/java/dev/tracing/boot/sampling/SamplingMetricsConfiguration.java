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
	MeterBinder tracingSamplingMetrics(ObjectProvider<TracingSampler> sampler) {
		return (registry) -> sampler
			.ifAvailable((own) -> own.reasons().forEach((reason) -> register(registry, reason)));
	}

	private static void register(MeterRegistry registry, Reason reason) {
		FunctionCounter.builder("tracing.sampling.decisions", reason, Reason::sampled)
			.tag("reason", reason.name())
			.tag("decision", "sampled")
			.description("Local roots on which a reason decided")
			.register(registry);
		FunctionCounter.builder("tracing.sampling.decisions", reason, Reason::dropped)
			.tag("reason", reason.name())
			.tag("decision", "dropped")
			.description("Local roots on which a reason decided")
			.register(registry);
		FunctionCounter.builder("tracing.sampling.recorded", reason, Reason::recorded)
			.tag("reason", reason.name())
			.description("Local roots that were refused and recorded all the same")
			.register(registry);
	}

}
