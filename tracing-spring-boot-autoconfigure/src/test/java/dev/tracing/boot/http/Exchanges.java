/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.ParentBased;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers, without a server between them, and the spans of them.
 */
final class Exchanges {

	private final RecordedSpans spans = new RecordedSpans();

	SpanData span(Conventions conventions, HttpServerRequest request, @Nullable HttpServerResponse response,
			@Nullable String route, @Nullable Throwable error) {
		return span(conventions, HttpPropertiesTests.bind(Map.of()), request, response, route, error);
	}

	SpanData span(Conventions conventions, HttpProperties properties, HttpServerRequest request,
			@Nullable HttpServerResponse response, @Nullable String route, @Nullable Throwable error) {
		HttpServerSemantics semantics = new HttpServerSemantics(conventions, properties);
		try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.spans).build()) {
			Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(),
					conventions, ParentBased.INSTANCE, true);
			Operation operation = operations.start(Context.root(), semantics, request);
			semantics.end(operation, request, response, route, error);
			return this.spans.take();
		}
	}

	static Map<String, Object> attributes(SpanData span) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		span.getAttributes()
			.asMap()
			.forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
		return attributes;
	}

	void assertNoMore() {
		this.spans.assertNoMore();
	}

}
