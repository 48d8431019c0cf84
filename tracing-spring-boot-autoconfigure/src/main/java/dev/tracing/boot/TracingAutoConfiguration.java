/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what every feature starts its spans with.
 */
@AutoConfiguration(after = { OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class })
@ConditionalOnTracing(evenIfDisabled = true)
@ConditionalOnBean(OpenTelemetry.class)
@EnableConfigurationProperties({ TracingProperties.class, PropagationProperties.class })
@Import(BaggageConfiguration.class)
public final class TracingAutoConfiguration {

	TracingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	Operations tracingOperations(OpenTelemetry openTelemetry, TracingProperties properties,
			ObjectProvider<SdkTracerProvider> tracerProvider, ObjectProvider<SpanProcessors> processors,
			ObjectProvider<SdkTracerProviderBuilderCustomizer> customizers, ObjectProvider<ShownNames> names,
			ConfigurableListableBeanFactory beanFactory) {
		Conventions conventions = new Conventions(properties.semconv(), properties.naming());
		if (openTelemetry.getTracerProvider() == TracerProvider.noop()) {
			return new Operations(openTelemetry, conventions, Foreknowledge.NONE, false);
		}
		// The provider's sampler, not the bean: a customizer may have put another in
		// place.
		SdkTracerProvider provider = tracerProvider.getIfAvailable();
		Foreknowledge sampler = (provider != null && provider.getSampler() instanceof Foreknowledge known) ? known
				: Foreknowledge.NONE;
		// What a customizer adds is not to be seen.
		boolean customized = customizers.stream().findAny().isPresent();
		boolean observedStarts = customized || observeStarts(processors);
		Tracer tracer = (!customized && provider != null && sampler != Foreknowledge.NONE)
				? OwnTracer.of(openTelemetry, provider, beanFactory) : null;
		Operations operations = (tracer != null)
				? new Operations(openTelemetry, tracer, conventions, sampler, observedStarts)
				: new Operations(openTelemetry, conventions, sampler, observedStarts);
		names.ifAvailable(operations::showNamesAs);
		return operations;
	}

	private static boolean observeStarts(ObjectProvider<SpanProcessors> processors) {
		SpanProcessors all = processors.getIfAvailable();
		return all == null || all.list().stream().anyMatch(TracingAutoConfiguration::looksAtStarts);
	}

	private static boolean looksAtStarts(SpanProcessor processor) {
		return processor.isStartRequired() && !(processor instanceof ContextSpanProcessor);
	}

	@Bean
	@ConditionalOnTracing
	ForeignStarts tracingForeignStarts(ObjectProvider<ShownNames> names) {
		return new ForeignStarts(names.getIfAvailable(ShownNames::unchanged));
	}

	@Bean
	SetupReport tracingSetupReport(ConfigurableEnvironment environment,
			ObjectProvider<SdkTracerProvider> tracerProvider, ObjectProvider<Resource> resource,
			ObjectProvider<ContextPropagators> propagators,
			ObjectProvider<OtlpTracingConnectionDetails> connectionDetails, ObjectProvider<OtlpTracingProperties> otlp,
			ObjectProvider<SpanExporter> exporters) {
		return new SetupReport(environment, tracerProvider, resource, propagators, connectionDetails, otlp, exporters);
	}

}
