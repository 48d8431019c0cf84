/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of what each rule has redacted.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class RedactionMetricsConfiguration {

	@Bean
	MeterBinder tracingRedactionMetrics(Redaction redaction) {
		return (registry) -> redaction.rules().stream().filter(Rule::isOn).forEach((rule) -> {
			FunctionCounter.builder("tracing.redaction.values", rule, Rule::redactedSum)
				.tag("rule", rule.name())
				.description("Values that a rule redacted")
				.register(registry);
			FunctionCounter.builder("tracing.redaction.failures", rule, Rule::failureSum)
				.tag("rule", rule.name())
				.description("Attributes that were dropped because a rule failed")
				.register(registry);
		});
	}

}
