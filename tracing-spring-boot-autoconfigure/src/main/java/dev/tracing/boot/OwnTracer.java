/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.util.ClassUtils;

/**
 * A tracer in the SDK's place, where all is known of the SDK: Spring Boot has made it,
 * and nobody has customized it.
 */
final class OwnTracer {

	private static final String PROVIDER = "otelSdkTracerProvider";

	private OwnTracer() {
	}

	/**
	 * Makes the tracer.
	 * @param openTelemetry where spans come from otherwise
	 * @param provider the provider of spans
	 * @param beans where they are defined
	 * @return the tracer; null if the SDK is to make all spans
	 */
	static @Nullable Tracer of(OpenTelemetry openTelemetry, SdkTracerProvider provider,
			ConfigurableListableBeanFactory beans) {
		SpanProcessors all = beans.getBeanProvider(SpanProcessors.class).getIfUnique();
		Resource service = beans.getBeanProvider(Resource.class).getIfUnique();
		if (all == null || service == null || !isSpringBoots(openTelemetry, provider, beans)
				|| all.list().stream().anyMatch(OwnTracer::looksAtEndings)) {
			return null;
		}
		List<SpanProcessor> processors = List.copyOf(all.list());
		RecordingTracer tracer = new RecordingTracer(Operations.SCOPE_NAME, provider.getSampler(),
				SpanProcessor.composite(processors), provider.getSpanLimits(), service, closed(processors));
		// Others may keep a span and read it later.
		return processors.stream().allMatch(ContextSpanProcessor.class::isInstance) ? tracer.deferring() : tracer;
	}

	// Of the application's own, nobody knows what it was made with.
	private static boolean isSpringBoots(OpenTelemetry openTelemetry, SdkTracerProvider provider,
			ConfigurableListableBeanFactory beans) {
		return openTelemetry instanceof OpenTelemetrySdk sdk && sdk.getSdkTracerProvider() == provider
				&& beans.containsBeanDefinition(PROVIDER) && OpenTelemetryTracingAutoConfiguration.class.getName()
					.equals(beans.getMergedBeanDefinition(PROVIDER).getFactoryBeanName());
	}

	private static BooleanSupplier closed(List<SpanProcessor> processors) {
		ContextSpanProcessor[] known = processors.stream()
			.filter(ContextSpanProcessor.class::isInstance)
			.toArray(ContextSpanProcessor[]::new);
		return () -> {
			for (ContextSpanProcessor processor : known) {
				if (processor.isShutDown()) {
					return true;
				}
			}
			return false;
		};
	}

	// It changes spans that are about to end, which only the SDK lets it do.
	private static boolean looksAtEndings(SpanProcessor processor) {
		return ClassUtils.hasMethod(processor.getClass(), "onEnding", ReadWriteSpan.class);
	}

}
