/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What every client keeps to. The client sends the header {@code X-Tenant: blue} and does
 * not throw on an error status.
 */
abstract class HttpClientContract {

	private static final SpanContext CALLER = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.fromByte((byte) 3), TraceState.builder().put("vendor", "x").build());

	private static final SpanContext UNSAMPLED = SpanContext.create("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault());

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
	void requestCarriesTheSpanThatWasMadeForIt() {
		this.runner.run((context) -> {
			Operation caller = operation(context);
			try (Scope scope = caller.context().makeCurrent()) {
				send(context, HttpMethod.GET, this.server.uri("/hello"));
			}
			caller.end();
			SpanData span = this.spans.take();
			SpanData parent = this.spans.take();
			assertThat(span.getParentSpanContext()).isEqualTo(parent.getSpanContext());
			assertThat(this.server.take().get("traceparent")).containsExactly(
					"00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getSpanContext().getTraceFlags());
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
	void failureToConnectIsRecordedAndThrown() throws IOException {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0)) {
			nobody = URI.create("http://localhost:" + socket.getLocalPort() + "/");
		}
		this.runner.run((context) -> {
			Throwable thrown = catchThrowable(() -> send(context, HttpMethod.GET, nobody));
			SpanData span = this.spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(text(span, "error.type")).isIn(thrown.getClass().getName(),
					thrown.getCause().getClass().getName());
			assertThat(span.getEvents()).extracting(EventData::getName).containsExactly("exception");
			assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code"))).isNull();
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

	@Test
	void requestOfAnUnsampledParentCarriesTheParent() {
		this.runner.run((context) -> {
			try (Scope scope = Context.root().with(Span.wrap(UNSAMPLED)).makeCurrent()) {
				send(context, HttpMethod.GET, this.server.uri("/hello"));
			}
			assertThat(this.server.take().get("traceparent"))
				.containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
		});
	}

	@Test
	void callersContextLeavesUnchangedWithoutATracer() {
		OpenTelemetry passThrough = new PassThrough();
		this.runner.withBean(OpenTelemetry.class, () -> passThrough).run((context) -> {
			try (Scope scope = Context.root().with(Span.wrap(CALLER)).makeCurrent()) {
				assertThat(send(context, HttpMethod.GET, this.server.uri("/hello"))).isEqualTo(200);
			}
			Headers headers = this.server.take();
			assertThat(headers.get("traceparent"))
				.containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03");
			assertThat(headers.get("tracestate")).containsExactly("vendor=x");
		});
	}

	@Test
	void propertySwitchesItOff() {
		this.runner.withPropertyValues("tracing.http.client.enabled=false").run((context) -> {
			send(context, HttpMethod.GET, this.server.uri("/hello"));
			assertThat(this.spans.take().getInstrumentationScopeInfo().getName()).isEqualTo("org.springframework.boot");
		});
	}

	private static Operation operation(ApplicationContext context) {
		return context.getBean(Operations.class)
			.start(Context.root(), new HttpClientSemantics(Conventions.DEFAULT, context.getBean(HttpProperties.class)),
					new HttpClientRequest("GET", URI.create("/"), new HttpHeaders(), null, 0));
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	/**
	 * A tracer that makes no spans.
	 */
	private static final class PassThrough implements OpenTelemetry {

		private final ContextPropagators propagators = ContextPropagators
			.create(W3CTraceContextPropagator.getInstance());

		@Override
		public TracerProvider getTracerProvider() {
			return TracerProvider.noop();
		}

		@Override
		public ContextPropagators getPropagators() {
			return this.propagators;
		}

	}

}
