/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.guard;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.WrittenProperty;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the limits of a span.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ LimitsProperties.class, OpenTelemetryTracingProperties.class })
public final class LimitsAutoConfiguration {

	private final Environment environment;

	LimitsAutoConfiguration(Environment environment) {
		this.environment = environment;
	}

	// The record is a parameter so that an illegible value is refused under its own name.
	@Bean
	@ConditionalOnMissingBean
	SpanLimits tracingSpanLimits(LimitsProperties properties, OpenTelemetryTracingProperties effective) {
		OpenTelemetryTracingProperties.Limits limits = effective.getLimits();
		return SpanLimits.builder()
			.setMaxNumberOfAttributes(atLeast(1, "max-attributes", limits.getMaxAttributes()))
			.setMaxNumberOfEvents(atLeast(0, "max-events", limits.getMaxEvents()))
			.setMaxNumberOfLinks(atLeast(0, "max-links", limits.getMaxLinks()))
			.setMaxNumberOfAttributesPerEvent(atLeast(0, "max-attributes-per-event", limits.getMaxAttributesPerEvent()))
			.setMaxNumberOfAttributesPerLink(atLeast(0, "max-attributes-per-link", limits.getMaxAttributesPerLink()))
			.setMaxAttributeValueLength(atLeast(1, "max-attribute-value-length", limits.getMaxAttributeValueLength()))
			.build();
	}

	private int atLeast(int least, String name, int value) {
		if (value < least) {
			throw WrittenProperty.refuse(this.environment, "management.opentelemetry.tracing.limits." + name, value,
					"It must be %d or more.".formatted(least));
		}
		return value;
	}

}
