/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Naming;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server span is called, what it says and when it is an error.
 */
class HttpServerSemanticsTests {

	private final Exchanges exchanges = new Exchanges();

	@AfterEach
	void everySpanIsAsserted() {
		this.exchanges.assertNoMore();
	}

	@Test
	void stableNamesByDefault() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("POST"), new OrderResponse(201, 42),
				"/orders/{id}", null);
		assertThat(span.getName()).isEqualTo("POST /orders/{id}");
		assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(Exchanges.attributes(span)).containsExactlyInAnyOrderEntriesOf(
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
		SpanData span = this.exchanges.span(new Conventions(Semconv.LEGACY, Naming.SEMCONV), new OrderRequest("GET"),
				new OrderResponse(503, 0), null, null);
		assertThat(span.getName()).isEqualTo("GET");
		assertThat(Exchanges.attributes(span)).containsEntry("http.method", "GET")
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
		SpanData span = this.exchanges.span(new Conventions(Semconv.BOTH, Naming.SEMCONV), new OrderRequest("GET"),
				new OrderResponse(500, 7), "/orders/{id}", new IllegalStateException("no"));
		assertThat(Exchanges.attributes(span)).containsEntry("http.method", "GET")
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
		SpanData span = this.exchanges.span(new Conventions(Semconv.STABLE, Naming.COMPONENT), new OrderRequest("GET"),
				new OrderResponse(200, -1), "/orders/{id}", null);
		assertThat(span.getName()).isEqualTo("http.request");
		assertThat(Exchanges.attributes(span)).containsEntry("http.route", "/orders/{id}")
			.doesNotContainKey("http.response.body.size");
	}

	@Test
	void unknownMethodsAreOther() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("BREW"), new OrderResponse(405, -1),
				"/pot", null);
		assertThat(span.getName()).isEqualTo("HTTP /pot");
		assertThat(Exchanges.attributes(span)).containsEntry("http.request.method", "_OTHER")
			.containsEntry("http.request.method_original", "BREW");
	}

	@Test
	void clientErrorsAreNotTheServers() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("GET"), new OrderResponse(404, -1),
				null, null);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(Exchanges.attributes(span)).doesNotContainKey("error.type")
			.containsEntry("http.response.status_code", 404L);
	}

	@Test
	void serverErrorsAre() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("GET"), new OrderResponse(500, -1),
				null, null);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(Exchanges.attributes(span)).containsEntry("error.type", "500");
	}

	@Test
	void anExceptionIsTheErrorType() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("GET"), new OrderResponse(500, -1),
				null, new IllegalStateException("no"));
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(Exchanges.attributes(span)).containsEntry("error.type", "java.lang.IllegalStateException");
		assertThat(span.getEvents()).hasSize(1);
	}

	@Test
	void nothingAnsweredIsNoStatus() {
		SpanData span = this.exchanges.span(Conventions.DEFAULT, new OrderRequest("GET"), null, null, null);
		assertThat(Exchanges.attributes(span)).doesNotContainKey("http.response.status_code");
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
						new OrderRequest("GET"))
				.end();
		}
		assertThat(seen[0].asMap().keySet()).extracting(AttributeKey::getKey)
			.containsExactlyInAnyOrder("http.request.method", "url.scheme", "url.path", "url.query", "server.address",
					"server.port", "client.address", "user_agent.original", "http.request.header.x-tenant",
					"network.peer.address", "network.peer.port", "network.protocol.version");
	}

}
