/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.util.List;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the spans of every client say. The client sends the header {@code X-Tenant: blue}
 * and does not throw on an error status.
 */
abstract class HttpClientSpanContract {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans)
		.withUserConfiguration(configuration());

	/**
	 * Configuration of the client.
	 */
	abstract Class<?> configuration();

	/**
	 * Sends a request and returns the response's status.
	 */
	abstract int send(ApplicationContext context, HttpMethod method, URI uri);

	/**
	 * Sends GET to {@code <url>/orders/{id}?page=1}.
	 */
	abstract void sendTemplate(ApplicationContext context, String url, String id);

	/**
	 * Whether the client tells its template where no Observation runs.
	 */
	boolean knowsTemplate() {
		return true;
	}

	ApplicationContextRunner runner() {
		return this.runner;
	}

	RecordedSpans spans() {
		return this.spans;
	}

	TestServer server() {
		return this.server;
	}

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@Test
	void spanSaysWhatTheConventionsAsk() {
		this.runner.run((context) -> {
			assertThat(send(context, HttpMethod.GET, this.server.uri("/hello?page=1"))).isEqualTo(200);
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(span.getStatus()).isEqualTo(StatusData.unset());
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo(Operations.SCOPE_NAME);
			assertThat(span.getAttributes().asMap()).isEqualTo(Attributes.builder()
				.put("http.request.method", "GET")
				.put("url.full", this.server.url() + "/hello?page=1")
				.put("server.address", "localhost")
				.put("server.port", (long) this.server.port())
				.put("http.response.status_code", 200L)
				.put("http.response.body.size", 5L)
				.build()
				.asMap());
		});
	}

	@Test
	void nameHoldsTheTemplateAndNoValueOfIt() {
		this.runner.run((context) -> {
			sendTemplate(context, this.server.url(), "42");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo(knowsTemplate() ? "GET /orders/{id}" : "GET");
			assertThat(text(span, "url.template")).isEqualTo(knowsTemplate() ? "/orders/{id}" : null);
			assertThat(text(span, "url.full")).isEqualTo(this.server.url() + "/orders/42?page=1");
		});
	}

	@Test
	void errorStatusIsAnErrorOfTheClient() {
		this.runner.run((context) -> {
			for (int status : new int[] { 404, 500 }) {
				assertThat(send(context, HttpMethod.GET, this.server.uri("/status/" + status))).isEqualTo(status);
				SpanData span = this.spans.take();
				assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, ""));
				assertThat(text(span, "error.type")).isEqualTo(Integer.toString(status));
				assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
					.isEqualTo(status);
				assertThat(span.getEvents()).isEmpty();
			}
		});
	}

	@Test
	void redirectIsNoError() {
		this.runner.run((context) -> {
			assertThat(send(context, HttpMethod.GET, this.server.uri("/redirect"))).isIn(200, 302);
			assertThat(this.spans.take().getStatus()).isEqualTo(StatusData.unset());
		});
	}

	@Test
	void unknownMethodIsNoPartOfTheName() {
		this.runner.run((context) -> {
			send(context, HttpMethod.valueOf("PURGE"), this.server.uri("/hello"));
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("HTTP");
			assertThat(text(span, "http.request.method")).isEqualTo("_OTHER");
			assertThat(text(span, "http.request.method_original")).isEqualTo("PURGE");
		});
	}

	@Test
	void credentialsAndSignaturesStayOutOfTheUrl() {
		this.runner.run((context) -> {
			URI uri = URI.create("http://me:secret@localhost:" + this.server.port() + "/hello?sig=abc&page=1");
			send(context, HttpMethod.GET, uri);
			assertThat(text(this.spans.take(), "url.full"))
				.isEqualTo("http://REDACTED:REDACTED@localhost:" + this.server.port() + "/hello?sig=REDACTED&page=1");
		});
	}

	@Test
	void headersAreAttributesOnlyIfAskedFor() {
		this.runner
			.withPropertyValues("tracing.http.client.captured-request-headers=X-Tenant",
					"tracing.http.client.captured-response-headers=x-answer")
			.run((context) -> {
				send(context, HttpMethod.GET, this.server.uri("/hello"));
				Attributes attributes = this.spans.take().getAttributes();
				assertThat(attributes.get(AttributeKey.stringArrayKey("http.request.header.x-tenant")))
					.isEqualTo(List.of("blue"));
				assertThat(attributes.get(AttributeKey.stringArrayKey("http.response.header.x-answer")))
					.isEqualTo(List.of("yes"));
			});
	}

	@Test
	void bodySizeOfHeadIsUnknown() {
		this.runner.run((context) -> {
			send(context, HttpMethod.HEAD, this.server.uri("/status/200"));
			assertThat(this.spans.take().getAttributes().get(AttributeKey.longKey("http.response.body.size"))).isNull();
		});
	}

	@Test
	void legacyNamesReplaceTheStableOnes() {
		this.runner.withPropertyValues("tracing.semconv=legacy").run((context) -> {
			send(context, HttpMethod.GET, this.server.uri("/status/500?sig=abc"));
			assertThat(this.spans.take().getAttributes().asMap()).isEqualTo(Attributes.builder()
				.put("http.method", "GET")
				.put("http.url", this.server.url() + "/status/500?sig=REDACTED")
				.put("http.target", "/status/500?sig=REDACTED")
				.put("http.status_code", 500L)
				.put("http.response_size", 0L)
				.put("server.address", "localhost")
				.put("server.port", (long) this.server.port())
				.put("error.type", "500")
				.put("error", true)
				.build()
				.asMap());
		});
	}

	@Test
	void bothNamesStandSideBySide() {
		this.runner.withPropertyValues("tracing.semconv=both").run((context) -> {
			send(context, HttpMethod.GET, this.server.uri("/hello"));
			Attributes attributes = this.spans.take().getAttributes();
			assertThat(attributes.get(AttributeKey.longKey("http.response.status_code"))).isEqualTo(200);
			assertThat(attributes.get(AttributeKey.longKey("http.status_code"))).isEqualTo(200);
			assertThat(attributes.get(AttributeKey.longKey("http.response_size"))).isEqualTo(5);
		});
	}

	@Test
	void componentNamingLeavesTheAttributes() {
		this.runner.withPropertyValues("tracing.naming=component").run((context) -> {
			sendTemplate(context, this.server.url(), "42");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("http.request");
			assertThat(text(span, "http.request.method")).isEqualTo("GET");
		});
	}

	static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

}
