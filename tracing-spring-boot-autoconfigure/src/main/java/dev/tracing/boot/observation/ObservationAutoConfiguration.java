/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import dev.tracing.boot.ConditionalOnTracing;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the bridge between native spans and Micrometer's Observations.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing(evenIfDisabled = true)
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
public final class ObservationAutoConfiguration {

	ObservationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(OtelCurrentTraceContext.class)
	NativeCurrentTraceContext tracingCurrentTraceContext() {
		return new NativeCurrentTraceContext();
	}

}
