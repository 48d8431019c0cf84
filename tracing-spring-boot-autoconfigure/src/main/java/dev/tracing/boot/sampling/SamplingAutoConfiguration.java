/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ShownNames;
import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.UnsampledRecording;
import dev.tracing.boot.ledger.ExportLogs;
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
import org.springframework.context.ApplicationEventPublisher;
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
@Import({ SamplingMetricsConfiguration.class, RemoteSamplingConfiguration.class })
public final class SamplingAutoConfiguration {

	SamplingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(Sampler.class)
	Steering tracingSteering(SamplingProperties properties, TracingProperties tracing,
			OpenTelemetryTracingProperties openTelemetry, ObjectProvider<SamplingHeaders> headers,
			ApplicationEventPublisher publisher, ObjectProvider<RemoteSampler> remote,
			ObjectProvider<UnsampledRecording> recording, ObjectProvider<ExportLogs> exportLogs,
			ObjectProvider<ShownNames> names) {
		Surroundings around = new Surroundings(System::nanoTime, remote::getIfAvailable,
				recording.getIfAvailable(() -> UnsampledRecording.NONE), new QueueFill(exportLogs::getIfAvailable),
				ForkJoinPool.commonPool());
		Steering steering = new Steering(SamplingPlan.of(properties, tracing, openTelemetry), new ExpiryScheduler(),
				InstantSource.system(), around, (plan) -> headers.ifAvailable((all) -> all.follow(plan)),
				new ChangePublisher(publisher));
		names.ifAvailable(steering::showNamesAs);
		return steering;
	}

	@Bean
	@ConditionalOnMissingBean(Sampler.class)
	LiveSampler tracingSampler(Steering steering) {
		return steering.sampler();
	}

	@Bean
	@ConditionalOnMissingBean
	SlowThreshold tracingSlowThreshold(SamplingProperties properties) {
		return RuleThresholds.of(properties.rules());
	}

	@Bean
	@Conditional(OnSamplingHeaders.class)
	@ConditionalOnMissingBean
	SamplingHeaders tracingSamplingHeaders(SamplingProperties properties) {
		return SamplingHeaders.of(properties);
	}

}
