/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for {@code tracing.enabled=false}, where the caller's context passes
 * through, byte for byte, and for an application that another tracer traces, where even
 * that is left to it. A sampler that says no would not do: it sends span ids of its own.
 */
@AutoConfiguration(before = { OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class })
@Conditional(OnTracingDisabledCondition.class)
public final class DisabledTracingAutoConfiguration {

	DisabledTracingAutoConfiguration() {
	}

	@Bean
	static DisabledSdk tracingDisabledSdk() {
		return new DisabledSdk();
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OtherTracerConditions.OnNoOpenTelemetryOfAnother.class)
	OpenTelemetry tracingPassThroughOpenTelemetry(ObjectProvider<ContextPropagators> propagators,
			ObjectProvider<MeterProvider> meterProvider, ObjectProvider<LoggerProvider> loggerProvider) {
		return new PassThroughOpenTelemetry(propagators.getIfAvailable(ContextPropagators::noop),
				() -> meterProvider.getIfAvailable(MeterProvider::noop),
				() -> loggerProvider.getIfAvailable(LoggerProvider::noop));
	}

	// Spring Boot's handlers and propagators stay, but nothing comes of them beside
	// another tracer.
	@Bean
	@ConditionalOnMissingBean
	@Conditional(OtherTracerConditions.OnTracerWithoutMicrometer.class)
	Tracer tracingNoTracer() {
		return Tracer.NOOP;
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OtherTracerConditions.OnTracerWithoutMicrometer.class)
	Propagator tracingNoPropagator() {
		return Propagator.NOOP;
	}

	@Bean
	@ConditionalOnMissingBean
	SpanProcessors tracingNoSpanProcessors() {
		return SpanProcessors.of();
	}

	// Stands in the way of Spring Boot's own, which would start a thread.
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	BatchSpanProcessor tracingNoBatchSpanProcessor() {
		return BatchSpanProcessor.builder(SpanExporter.composite()).build();
	}

}
