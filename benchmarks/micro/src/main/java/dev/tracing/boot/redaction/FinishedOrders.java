/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Spans with 16 attributes, as an exporter gets them, and exporters that read them.
 */
@State(Scope.Thread)
public class FinishedOrders {

	private static final Map<String, String> ALL = Map.of("tracing.redaction.detect.email", "mask",
			"tracing.redaction.detect.iban", "mask", "tracing.redaction.detect.phone", "mask",
			"tracing.redaction.detect.national-id", "mask");

	final List<SpanData> harmless = List.of(span("/orders/4711", "none"));

	final List<SpanData> secret = List.of(span("/orders/4711?password=hunter2", "4111 1111 1111 1111"));

	final SpanExporter reading = new ReadingExporter();

	final SpanExporter redacting = redacting(Map.of());

	final SpanExporter redactingAll = redacting(ALL);

	final TextRedactor texts = new RedactionSetup(properties(Map.of()), System::nanoTime).texts();

	final TextRedactor allTexts = new RedactionSetup(properties(ALL), System::nanoTime).texts();

	final String message = "declined by the bank, order 4711 of customer 815. ".repeat(205);

	private SpanExporter redacting(Map<String, String> properties) {
		return new RedactingSpanExporter(this.reading,
				new RedactionSetup(properties(properties), System::nanoTime).redaction(List.of()).redactor());
	}

	private static RedactionProperties properties(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("tracing.redaction",
				RedactionProperties.class);
	}

	private static SpanData span(String target, String card) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			Span span = provider.get("benchmark")
				.spanBuilder("POST /orders/{id}")
				.setAttribute("http.request.method", "POST")
				.setAttribute("http.route", "/orders/{id}")
				.setAttribute("url.path", target)
				.setAttribute("url.scheme", "https")
				.setAttribute("server.address", "orders.shop.example.com")
				.setAttribute("server.port", 8443)
				.setAttribute("client.address", "203.0.113.195")
				.setAttribute("network.protocol.version", "1.1")
				.setAttribute("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0.0.0 Safari/537.36")
				.setAttribute("http.response.status_code", 201)
				.setAttribute("thread.name", "http-nio-8443-exec-7")
				.setAttribute("thread.id", 47)
				.setAttribute("business.tenant_id", "0f8fad5b-d9cb-469f-a165-70867728950e")
				.setAttribute("business.order_id", "ORD-2026-004711")
				.setAttribute("app.total", 129.95)
				.setAttribute("app.note", card)
				.startSpan();
			span.end();
			return ((ReadableSpan) span).toSpanData();
		}
	}

	/**
	 * Reads what it gets, as every exporter does, and has succeeded.
	 */
	private static final class ReadingExporter implements SpanExporter {

		private int sum;

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			for (SpanData span : spans) {
				span.getAttributes().forEach((key, value) -> this.sum += key.hashCode() ^ value.hashCode());
			}
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public String toString() {
			return "ReadingExporter(" + this.sum + ")";
		}

	}

}
