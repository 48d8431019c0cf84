/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of what is rescued and of what the limits cost.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class RescueMetricsConfiguration {

	@Bean
	MeterBinder tracingRescueMetrics(ObjectProvider<Rescue> rescue) {
		return (registry) -> rescue.ifAvailable((own) -> register(registry, own));
	}

	private static void register(MeterRegistry registry, Rescue rescue) {
		for (RescueReason reason : rescue.reasons()) {
			FunctionCounter.builder("tracing.rescue.traces", reason, RescueReason::traces)
				.tag("reason", reason.name())
				.description("Traces that were not sampled and are exported all the same")
				.register(registry);
		}
		RescueCounts counts = rescue.counts();
		counter(registry, "tracing.rescue.forgotten", counts.forgotten, "Traces that were not worth it");
		counter(registry, "tracing.rescue.flooded", counts.flooded,
				"Traces that were worth it and are beyond a ratio or a limit per second");
		counter(registry, "tracing.rescue.kinds.beyond", counts.beyondKinds,
				"Traces worth it whose kind is beyond tracing.sampling.rescue.max-kinds");
		counter(registry, "tracing.rescue.elided", counts.elided,
				"Spans beyond tracing.sampling.rescue.max-spans-per-trace");
		counter(registry, "tracing.rescue.verdicts.forgotten", counts.verdictsForgotten,
				"Rescued traces beyond tracing.sampling.rescue.max-verdicts");
		tagged(registry, "tracing.rescue.evicted", "limit", "max-traces", counts.evictedByTraces);
		tagged(registry, "tracing.rescue.evicted", "limit", "max-bytes", counts.evictedByBytes);
		tagged(registry, "tracing.rescue.late", "verdict", "rescued", counts.lateRescued);
		tagged(registry, "tracing.rescue.late", "verdict", "forgotten", counts.lateForgotten);
		Gauge.builder("tracing.rescue.undecided", rescue, Rescue::traces)
			.description("Traces that wait for their end")
			.register(registry);
		Gauge.builder("tracing.rescue.undecided.size", rescue, Rescue::bytes)
			.baseUnit("bytes")
			.description("Memory of the spans that wait, about")
			.register(registry);
		Gauge.builder("tracing.rescue.active", rescue, (own) -> own.isOn() ? 1 : 0)
			.description("Whether traces that are not sampled are recorded now")
			.register(registry);
	}

	private static void counter(MeterRegistry registry, String name, LongAdder count, String description) {
		FunctionCounter.builder(name, count, LongAdder::doubleValue).description(description).register(registry);
	}

	private static void tagged(MeterRegistry registry, String name, String tag, String value, LongAdder count) {
		FunctionCounter.builder(name, count, LongAdder::doubleValue)
			.tag(tag, value)
			.description("late".equals(name.substring(name.lastIndexOf('.') + 1))
					? "Spans that ended after the verdict on their trace" : "Traces that had to go undecided")
			.register(registry);
	}

}
