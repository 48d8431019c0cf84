/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import dev.tracing.boot.ConditionalOnTracing;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of business facts that accompany a request.
 */
@AutoConfiguration(after = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing("baggage")
@Conditional(OnBaggageFields.class)
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties(BaggageProperties.class)
@Import({ PrincipalConfiguration.class, ReactivePrincipalConfiguration.class, BaggageMetricsConfiguration.class })
public final class BaggageAutoConfiguration {

	BaggageAutoConfiguration() {
	}

	@Bean
	FieldList tracingBaggageFields(BaggageProperties properties) {
		return new FieldList(BaggageFields.of(properties));
	}

	@Bean
	BaggageHeaders tracingBaggageHeaders(FieldList fields) {
		return new BaggageHeaders(fields.list());
	}

	@Bean
	BaggageAttributes tracingBaggageAttributes(FieldList fields) {
		return new BaggageAttributes(fields.list());
	}

	@Bean
	@Conditional(OnLoggedFields.class)
	BaggageLogListener tracingBaggageLogListener(FieldList fields) {
		return new BaggageLogListener(fields.list().stream().filter((field) -> field.mdcKey() != null).toList());
	}

}
