/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Makes spans like those of a server, in batches as large as the batch processor's.
 */
final class EndedSpans {

	/**
	 * Spans in a batch.
	 */
	static final int COUNT = 512;

	private EndedSpans() {
	}

	/**
	 * Starts and ends one batch.
	 * @param tracer where the spans are made
	 */
	static void make(Tracer tracer) {
		for (int i = 0; i < COUNT; i++) {
			start(tracer).end();
		}
	}

	/**
	 * Makes what an exporter gets of one batch.
	 * @return the spans
	 */
	static List<SpanData> batch() {
		List<SpanData> batch = new ArrayList<>(COUNT);
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			for (int i = 0; i < COUNT; i++) {
				batch.add(ended(provider.get("benchmark")).toSpanData());
			}
		}
		return batch;
	}

	/**
	 * Makes a span that has ended.
	 * @param tracer where the span is made
	 * @return the span
	 */
	static ReadableSpan ended(Tracer tracer) {
		Span span = start(tracer);
		span.end();
		return (ReadableSpan) span;
	}

	private static Span start(Tracer tracer) {
		return tracer.spanBuilder("GET /orders/{id}")
			.setSpanKind(SpanKind.SERVER)
			.setAttribute("http.request.method", "GET")
			.setAttribute("http.route", "/orders/{id}")
			.setAttribute("url.path", "/orders/4711")
			.setAttribute("url.scheme", "http")
			.setAttribute("server.address", "orders.example")
			.setAttribute("server.port", 8080)
			.setAttribute("user_agent.original", "benchmark/1.0")
			.setAttribute("http.response.status_code", 200)
			.startSpan();
	}

}
