/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Callable;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Applications with executors, and the spans in which their tasks run.
 */
final class AsyncTestKit {

	private AsyncTestKit() {
	}

	static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AsyncAutoConfiguration.class, TracingAutoConfiguration.class,
					ObservationAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
					TaskSchedulingAutoConfiguration.class, ScheduledTasksObservationAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class,
					org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class))
			.withBean(RecordedSpans.class)
			.withPropertyValues("management.tracing.sampling.probability=1.0");
	}

	/**
	 * Works inside a span.
	 * @return the span
	 */
	static SpanContext inSpan(ApplicationContext application, ThrowingRunnable work) throws Exception {
		Span span = application.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = span.makeCurrent()) {
			work.run();
		}
		finally {
			span.end();
			application.getBean(RecordedSpans.class).take();
		}
		return span.getSpanContext();
	}

	static Callable<SpanContext> current() {
		return () -> Span.current().getSpanContext();
	}

	interface ThrowingRunnable {

		void run() throws Exception;

	}

}
