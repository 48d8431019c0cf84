/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.LinkedHashMap;
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
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpServerSemanticsTests {

	private final RecordedSpans spans = new RecordedSpans();

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void stableNamesByDefault() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("POST"), new Response(201, 42), "/orders/{id}", null);
		assertThat(span.getName()).isEqualTo("POST /orders/{id}");
		assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).containsExactlyInAnyOrderEntriesOf(
				Map.ofEntries(Map.entry("http.request.method", "POST"), Map.entry("url.scheme", "https"),
						Map.entry("url.path", "/orders/1"), Map.entry("url.query", "sig=REDACTED&a=b"),
						Map.entry("server.address", "shop.example"), Map.entry("server.port", 8443L),
						Map.entry("client.address", "203.0.113.7"), Map.entry("user_agent.original", "test"),
						Map.entry("network.peer.address", "10.0.0.1"), Map.entry("network.peer.port", 5000L),
						Map.entry("network.protocol.version", "1.1"), Map.entry("http.route", "/orders/{id}"),
						Map.entry("http.response.status_code", 201L), Map.entry("http.response.body.size", 42L)));
	}

	@Test
	void legacyNamesInTheirPlace() {
		SpanData span = exchange(new Conventions(Semconv.LEGACY, Naming.SEMCONV), new Request("GET"),
				new Response(503, 0), null, null);
		assertThat(span.getName()).isEqualTo("GET");
		assertThat(attributes(span)).containsEntry("http.method", "GET")
			.containsEntry("http.target", "/orders/1?sig=REDACTED&a=b")
			.containsEntry("http.status_code", 503L)
			.containsEntry("http.response_size", 0L)
			.containsEntry("error", true)
			.containsEntry("error.type", "503")
			.doesNotContainKeys("http.request.method", "url.path", "url.query", "http.response.status_code",
					"http.response.body.size", "error.message");
	}

	@Test
	void bothNamesTogether() {
		SpanData span = exchange(new Conventions(Semconv.BOTH, Naming.SEMCONV), new Request("GET"),
				new Response(500, 7), "/orders/{id}", new IllegalStateException("no"));
		assertThat(attributes(span)).containsEntry("http.method", "GET")
			.containsEntry("http.request.method", "GET")
			.containsEntry("http.status_code", 500L)
			.containsEntry("http.response.status_code", 500L)
			.containsEntry("error", true)
			.containsEntry("error.message", "no");
		assertThat(span.getAttributes().size()).as("attributes of 32, with five left for the application")
			.isLessThanOrEqualTo(27);
	}

	@Test
	void componentNamingNeverChangesWithTheRoute() {
		SpanData span = exchange(new Conventions(Semconv.STABLE, Naming.COMPONENT), new Request("GET"),
				new Response(200, -1), "/orders/{id}", null);
		assertThat(span.getName()).isEqualTo("http.request");
		assertThat(attributes(span)).containsEntry("http.route", "/orders/{id}")
			.doesNotContainKey("http.response.body.size");
	}

	@Test
	void unknownMethodsAreOther() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("BREW"), new Response(405, -1), "/pot", null);
		assertThat(span.getName()).isEqualTo("HTTP /pot");
		assertThat(attributes(span)).containsEntry("http.request.method", "_OTHER")
			.containsEntry("http.request.method_original", "BREW");
	}

	@Test
	void clientErrorsAreNotTheServers() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("GET"), new Response(404, -1), null, null);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).doesNotContainKey("error.type").containsEntry("http.response.status_code", 404L);
	}

	@Test
	void serverErrorsAre() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("GET"), new Response(500, -1), null, null);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("error.type", "500");
	}

	@Test
	void anExceptionIsTheErrorType() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("GET"), new Response(500, -1), null,
				new IllegalStateException("no"));
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("error.type", "java.lang.IllegalStateException");
		assertThat(span.getEvents()).hasSize(1);
	}

	@Test
	void nothingAnsweredIsNoStatus() {
		SpanData span = exchange(Conventions.DEFAULT, new Request("GET"), null, null, null);
		assertThat(attributes(span)).doesNotContainKey("http.response.status_code");
	}

	@Test
	void headersOnlyIfAskedFor() {
		HttpProperties properties = HttpPropertiesTests.bind(Map.of("tracing.http.server.captured-request-headers",
				"X-Tenant,X-Missing,x-tenant", "tracing.http.server.captured-response-headers", "Content-Type"));
		SpanData span = exchange(Conventions.DEFAULT, properties, new Request("GET"), new Response(200, -1), null,
				null);
		assertThat(attributes(span)).containsEntry("http.request.header.x-tenant", List.of("a", "b"))
			.containsEntry("http.response.header.content-type", List.of("text/plain"))
			.doesNotContainKey("http.request.header.x-missing");
	}

	@Test
	void samplersSeeWhatTheRequestSays() {
		Attributes[] seen = new Attributes[1];
		Sampler sampler = new Sampler() {

			@Override
			public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
					Attributes attributes, List<LinkData> links) {
				seen[0] = attributes;
				return SamplingResult.drop();
			}

			@Override
			public String getDescription() {
				return "spy";
			}

		};
		try (SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(sampler).build()) {
			new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(), Conventions.DEFAULT,
					ParentBased.INSTANCE, true)
				.start(Context.root(),
						new HttpServerSemantics(Conventions.DEFAULT,
								HttpPropertiesTests
									.bind(Map.of("tracing.http.server.captured-request-headers", "X-Tenant"))),
						new Request("GET"))
				.end();
		}
		assertThat(seen[0].asMap().keySet()).extracting(AttributeKey::getKey)
			.containsExactlyInAnyOrder("http.request.method", "url.scheme", "url.path", "url.query", "server.address",
					"server.port", "client.address", "user_agent.original", "http.request.header.x-tenant",
					"network.peer.address", "network.peer.port", "network.protocol.version");
	}

	@Test
	void streamOfEventsSaysSo() {
		HttpServerSemantics semantics = new HttpServerSemantics(Conventions.DEFAULT,
				HttpPropertiesTests.bind(Map.of()));
		try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.spans).build()) {
			Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(),
					Conventions.DEFAULT, ParentBased.INSTANCE, true);
			for (String type : List.of("text/event-stream;charset=UTF-8", "application/json")) {
				Request request = new Request("GET");
				Operation operation = operations.start(Context.root(), semantics, request);
				semantics.end(operation, request, new Chunked(type), "/orders", null);
			}
			String key = "http.response.header.content-type";
			assertThat(attributes(this.spans.take())).containsEntry(key, List.of("text/event-stream"));
			assertThat(attributes(this.spans.take())).doesNotContainKey(key);
		}
	}

	private SpanData exchange(Conventions conventions, Request request, @Nullable Response response,
			@Nullable String route, @Nullable Throwable error) {
		return exchange(conventions, HttpPropertiesTests.bind(Map.of()), request, response, route, error);
	}

	private SpanData exchange(Conventions conventions, HttpProperties properties, Request request,
			@Nullable Response response, @Nullable String route, @Nullable Throwable error) {
		HttpServerSemantics semantics = new HttpServerSemantics(conventions, properties);
		try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.spans).build()) {
			Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(),
					conventions, ParentBased.INSTANCE, true);
			Operation operation = operations.start(Context.root(), semantics, request);
			semantics.end(operation, request, response, route, error);
			return this.spans.take();
		}
	}

	private static Map<String, Object> attributes(SpanData span) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		span.getAttributes()
			.asMap()
			.forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
		return attributes;
	}

	private record Request(String method) implements HttpServerRequest {

		@Override
		public String scheme() {
			return "https";
		}

		@Override
		public String path() {
			return "/orders/1";
		}

		@Override
		public String query() {
			return "sig=secret&a=b";
		}

		@Override
		public String serverAddress() {
			return "shop.example";
		}

		@Override
		public int serverPort() {
			return 8443;
		}

		@Override
		public String clientAddress() {
			return "203.0.113.7";
		}

		@Override
		public String peerAddress() {
			return "10.0.0.1";
		}

		@Override
		public int peerPort() {
			return 5000;
		}

		@Override
		public String userAgent() {
			return "test";
		}

		@Override
		public String protocol() {
			return "HTTP/1.1";
		}

		@Override
		public List<String> headers(String name) {
			return name.equals("x-tenant") ? List.of("a", "b") : List.of();
		}

	}

	private record Response(int status, long contentLength) implements HttpServerResponse {

		@Override
		public List<String> headers(String name) {
			return name.equals("content-type") ? List.of("text/plain") : List.of();
		}

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
