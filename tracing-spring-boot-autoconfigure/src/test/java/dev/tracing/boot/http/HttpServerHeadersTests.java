/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.operation.Conventions;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which headers a server span shows.
 */
class HttpServerHeadersTests {

	private final Exchanges exchanges = new Exchanges();

	@AfterEach
	void everySpanIsAsserted() {
		this.exchanges.assertNoMore();
	}

	@Test
	void headersOnlyIfAskedFor() {
		HttpProperties properties = HttpPropertiesTests.bind(Map.of("tracing.http.server.captured-request-headers",
				"X-Tenant,X-Missing,x-tenant", "tracing.http.server.captured-response-headers", "Content-Type"));
		SpanData span = this.exchanges.span(Conventions.DEFAULT, properties, new OrderRequest("GET"),
				new OrderResponse(200, -1), null, null);
		assertThat(Exchanges.attributes(span)).containsEntry("http.request.header.x-tenant", List.of("a", "b"))
			.containsEntry("http.response.header.content-type", List.of("text/plain"))
			.doesNotContainKey("http.request.header.x-missing");
	}

	@Test
	void streamOfEventsSaysSo() {
		String key = "http.response.header.content-type";
		assertThat(answered("text/event-stream;charset=UTF-8")).containsEntry(key, List.of("text/event-stream"));
		assertThat(answered("application/json")).doesNotContainKey(key);
	}

	private Map<String, Object> answered(String contentType) {
		return Exchanges.attributes(this.exchanges.span(Conventions.DEFAULT, new OrderRequest("GET"),
				new Chunked(contentType), "/orders", null));
	}

	private record Chunked(String contentType) implements HttpServerResponse {

		@Override
		public int status() {
			return 200;
		}

		@Override
		public long contentLength() {
			return -1;
		}

		@Override
		public List<String> headers(String name) {
			return List.of();
		}

	}

}
