/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of values that were one too many.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class BaggageMetricsConfiguration {

	@Bean
	MeterBinder tracingBaggageMetrics(FieldList fields) {
		return (registry) -> fields.list()
			.forEach((field) -> FunctionCounter.builder("tracing.baggage.hidden", field.values(), ShownValues::hidden)
				.tag("field", field.values().key())
				.description("Values that tracing.baggage.max-values hid")
				.register(registry));
	}

}
