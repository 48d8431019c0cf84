/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.micro;

import java.util.Map;

import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Spring Boot's own tracing: OpenTelemetry, the propagators, Micrometer's tracer,
 * Observations and annotations, all with their defaults but for the spans, which are
 * sampled and discarded. Its configurations are named one by one, because with
 * OpenTelemetry's starter on the class path ours would stand back. The trace is not put
 * into the log: that would cost each way to make a span the same again.
 */
public final class SpringBootTracing {

	private SpringBootTracing() {
	}

	/**
	 * Starts a context.
	 * @param configurations what else is in the context; Spring Boot's come after them
	 * and stand back from their beans
	 * @return the context, to be closed by the caller
	 */
	public static AnnotationConfigApplicationContext start(Class<?>... configurations) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark", Map.of("management.observations.annotations.enabled", true)));
		// OpenTelemetry's SDK closes it.
		context.registerBean(SdkTracerProvider.class, DiscardedSpans::provider,
				(definition) -> ((AbstractBeanDefinition) definition).setDestroyMethodName(""));
		if (configurations.length > 0) {
			context.register(configurations);
		}
		context.register(OpenTelemetrySdkAutoConfiguration.class, ObservationAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class);
		context.refresh();
		return context;
	}

}
