/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.ParentBased;
import dev.tracing.boot.operation.Semconv;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limit of 32 attributes leaves room for the application.
 */
class HttpServerSpanLimitTests {

	private static final int LIMIT = 32;

	private static final int MOST_OF_OURS = 23;

	private static final int BUSINESS = 5;

	private final RecordedSpans spans = new RecordedSpans();

	@Test
	void spanWithEveryAttributeAndBothNamesAndFiveOfTheApplicationLosesNone() {
		SpanData span = exchange(BUSINESS);
		assertThat(span.getTotalAttributeCount()).isEqualTo(MOST_OF_OURS + BUSINESS);
		assertThat(span.getAttributes().size()).isEqualTo(span.getTotalAttributeCount());
		assertThat(span.getAttributes().get(AttributeKey.stringKey("error.message"))).isEqualTo("no stock");
		assertThat(span.getTotalRecordedEvents()).isEqualTo(span.getEvents().size());
	}

	@Test
	void spanLosesAttributesBeyondTheLimitAndCountsThem() {
		SpanData span = exchange(LIMIT - MOST_OF_OURS + 1);
		assertThat(span.getAttributes().size()).isEqualTo(LIMIT);
		assertThat(span.getTotalAttributeCount()).isEqualTo(LIMIT + 1);
	}

	private SpanData exchange(int attributes) {
		Conventions conventions = new Conventions(Semconv.BOTH, Naming.SEMCONV);
		HttpServerSemantics semantics = new HttpServerSemantics(conventions, HttpPropertiesTests.bind(Map.of()));
		SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(LIMIT).setMaxNumberOfEvents(LIMIT).build();
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.setSpanLimits(limits)
			.addSpanProcessor(this.spans)
			.build()) {
			Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(),
					conventions, ParentBased.INSTANCE, true);
			OrderRequest request = new OrderRequest("BREW", "SPDY/3.1");
			Operation operation = operations.start(Context.root(), semantics, request);
			for (int i = 0; i < attributes; i++) {
				operation.span().setAttribute("order.attribute" + i, i);
			}
			semantics.end(operation, request, new Response(), "/orders/{id}", new IllegalStateException("no stock"));
			return this.spans.take();
		}
	}

	private static final class Response implements HttpServerResponse {

		@Override
		public int status() {
			return 500;
		}

		@Override
		public long contentLength() {
			return 7;
		}

		@Override
		public List<String> headers(String name) {
			return List.of();
		}

	}

}
