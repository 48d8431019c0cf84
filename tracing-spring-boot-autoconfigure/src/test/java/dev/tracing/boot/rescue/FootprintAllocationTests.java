/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.MeasuredTest;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of the memory of spans, beside what the heap says.
 */
@MeasuredTest
class FootprintAllocationTests {

	private static final int SPANS = 20_000;

	@Test
	void ownSpansTakeAboutAsMuchMemoryAsIsSaid() {
		assertFootprint(new RecordingTracer("test", Sampler.alwaysOn(), SpanProcessor.composite(),
				SpanLimits.getDefault(), Resource.empty(), () -> false));
	}

	@Test
	void spansOfTheSdkTakeAboutAsMuchMemoryAsIsSaid() {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			assertFootprint(provider.get("test"));
		}
	}

	private static void assertFootprint(Tracer tracer) {
		span(tracer, 0);
		long before = heap();
		List<Held> held = new ArrayList<>(SPANS);
		for (int i = 0; i < SPANS; i++) {
			ReadableSpan span = span(tracer, i);
			held.add(Held.of(span, span.toSpanData(), false, false));
		}
		long taken = heap() - before;
		long said = held.stream().mapToLong(Held::bytes).sum();
		assertThat((double) taken / said).as("of %s bytes that are said", said).isBetween(0.5, 1.5);
	}

	// One in ten with an exception, and texts that nobody shares.
	private static ReadableSpan span(Tracer tracer, int number) {
		Span span = tracer.spanBuilder("GET /orders/{id}").startSpan();
		for (int i = 0; i < 8; i++) {
			span.setAttribute("order.text" + i, "text " + i + " of the order with the number " + number);
		}
		span.setAttribute("order.number", number).setAttribute("order.new", true);
		if (number % 10 == 0) {
			span.recordException(new IllegalStateException("no order " + number));
		}
		span.end();
		return (ReadableSpan) span;
	}

	private static long heap() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
