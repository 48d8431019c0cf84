/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has the rescue and the sampler, and an exporter that remembers.
 */
final class RescueContext {

	private RescueContext() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withInitializer(new TracingEnvironment())
			.withPropertyValues("tracing.sampling.rescue.max-cpu=1.0", "tracing.sampling.rescue.max-heap-after-gc=1.0")
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class, RescueAutoConfiguration.class,
					ExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class))
			.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create);
	}

	/**
	 * A caller with a trace of his own, which he has decided on.
	 */
	static Context caller(TraceFlags flags, TraceState state) {
		IdGenerator ids = IdGenerator.random();
		return Context.root()
			.with(Span
				.wrap(SpanContext.createFromRemoteParent(ids.generateTraceId(), ids.generateSpanId(), flags, state)));
	}

	static Tracer tracer(ApplicationContext context) {
		return context.getBean(SdkTracerProvider.class).get("test");
	}

	static void trace(ApplicationContext context, Context parent, String name, boolean fails) {
		Span span = tracer(context).spanBuilder(name).setParent(parent).startSpan();
		if (fails) {
			span.recordException(new IllegalStateException("no"));
		}
		span.end();
	}

	static List<String> exported(ApplicationContext context) {
		return exportedSpans(context).stream().map(SpanData::getName).toList();
	}

	static SpanData onlyExported(ApplicationContext context) {
		List<SpanData> spans = exportedSpans(context);
		assertThat(spans).hasSize(1);
		return spans.get(0);
	}

	static List<SpanData> exportedSpans(ApplicationContext context) {
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return ((InMemorySpanExporter) context.getBean(SpanExporter.class)).getFinishedSpanItems();
	}

}
