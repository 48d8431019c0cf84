/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.UnsampledRecording;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the sampler.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ SamplingProperties.class, TracingProperties.class,
		OpenTelemetryTracingProperties.class })
@Import({ SamplingMetricsConfiguration.class, SlowThresholdConfiguration.class })
public final class SamplingAutoConfiguration {

	SamplingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(Sampler.class)
	TracingSampler tracingSampler(SamplingProperties properties, TracingProperties tracing,
			OpenTelemetryTracingProperties openTelemetry, ObjectProvider<UnsampledRecording> recording) {
		SamplingCheck.check(properties);
		double ratio = tracing.getSampling().getProbability();
		SamplingCheck.check(ratio);
		return new SamplerAssembly(properties, System::nanoTime,
				recording.getIfAvailable(() -> UnsampledRecording.NONE))
			.sampler(openTelemetry.getSampler(), ratio);
	}

	@Bean
	@Conditional(OnSamplingHeaders.class)
	@ConditionalOnMissingBean
	SamplingHeaders tracingSamplingHeaders(SamplingProperties properties) {
		return SamplingHeaders.of(properties);
	}

}
