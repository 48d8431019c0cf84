/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of what the limits of a span cut off.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class LimitMetricsConfiguration {

	@Bean
	MeterBinder tracingLimitMetrics(ExportPipeline pipeline) {
		LimitWatch limits = pipeline.limits();
		return (registry) -> {
			register(registry, "attributes", limits.droppedAttributes());
			register(registry, "events", limits.droppedEvents());
			register(registry, "links", limits.droppedLinks());
		};
	}

	private static void register(MeterRegistry registry, String kind, LongAdder dropped) {
		FunctionCounter.builder("tracing.limits.dropped", dropped, LongAdder::sum)
			.tag("kind", kind)
			.description("Parts of spans that tracing.limits.* cut off")
			.register(registry);
	}

}
