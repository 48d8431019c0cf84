/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.function.Consumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.trace.Span;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring Boot's tracing, ours, and recorded spans.
 */
final class TracedApplication {

	private TracedApplication() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class,
					org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					TracingAutoConfiguration.class, ObservationAutoConfiguration.class, SamplingAutoConfiguration.class,
					AnnotationAutoConfiguration.class))
			.withPropertyValues("management.tracing.sampling.probability=1.0")
			.withBean(RecordedSpans.class);
	}

	/**
	 * Runs a test with one bean and makes sure that no span and no scope is left.
	 */
	static <T> void run(Class<T> type, Test<T> test, String... properties) {
		runner().withBean(type).withPropertyValues(properties).run(check((context) -> {
			try {
				test.run(context.getBean(type), context.getBean(RecordedSpans.class));
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		}));
	}

	static ContextConsumer<AssertableApplicationContext> check(Consumer<AssertableApplicationContext> test) {
		return (context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context);
			context.getBean(RecordedSpans.class).assertNoMore();
			assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
		};
	}

	interface Test<T> {

		void run(T bean, RecordedSpans spans) throws Throwable;

	}

}
