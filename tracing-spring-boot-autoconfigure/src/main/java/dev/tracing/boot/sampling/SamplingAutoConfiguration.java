/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.ConditionalOnTracing;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the sampler.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ SamplingProperties.class, TracingProperties.class,
		OpenTelemetryTracingProperties.class })
public final class SamplingAutoConfiguration {

	SamplingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(Sampler.class)
	TracingSampler tracingSampler(SamplingProperties properties, TracingProperties tracing,
			OpenTelemetryTracingProperties openTelemetry) {
		checkRatio("tracing.sampling.ratio", properties.ratio());
		double ratio = tracing.getSampling().getProbability();
		checkRatio("management.tracing.sampling.probability", ratio);
		return switch (openTelemetry.getSampler()) {
			case ALWAYS_ON -> new TracingSampler(Sampler.alwaysOn(), false, 1.0);
			case ALWAYS_OFF -> new TracingSampler(Sampler.alwaysOff(), false, 0.0);
			case TRACE_ID_RATIO -> new TracingSampler(Sampler.traceIdRatioBased(ratio), false, ratio);
			case PARENT_BASED_ALWAYS_ON -> new TracingSampler(Sampler.alwaysOn(), true, 1.0);
			case PARENT_BASED_ALWAYS_OFF -> new TracingSampler(Sampler.alwaysOff(), true, 0.0);
			case PARENT_BASED_TRACE_ID_RATIO -> new TracingSampler(Sampler.traceIdRatioBased(ratio), true, ratio);
		};
	}

	private static void checkRatio(String name, @Nullable Double ratio) {
		if (ratio != null && !(ratio >= 0.0 && ratio <= 1.0)) {
			throw new InvalidConfigurationPropertyValueException(name, ratio,
					"It must be from 0.0 (no trace) to 1.0 (every trace). Write 0.1 to keep one trace in ten.");
		}
	}

}
