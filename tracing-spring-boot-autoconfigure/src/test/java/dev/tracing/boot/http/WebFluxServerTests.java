/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebFluxServerTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@Test
	void requestBecomesServerSpanBelowItsCaller() {
		this.runner.run((context) -> {
			int port = WebFluxApplication.port(context);
			HttpResponse<String> response = WebFluxApplication.get(context, "/orders/7?sig=secret&size=2",
					"traceparent", WebFluxApplication.SAMPLED_CALLER, "tracestate", "vendor=value", "User-Agent",
					"tests/1");
			assertThat(response.body()).isEqualTo("order 7");
			assertThat(response.headers().map()).doesNotContainKeys("x-trace-id", "traceresponse", "server-timing");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET /orders/{id}");
			assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(span.getTraceId()).isEqualTo(WebFluxApplication.TRACE_ID);
			assertThat(span.getParentSpanId()).isEqualTo(WebFluxApplication.CALLER_ID);
			assertThat(span.getSpanContext().getTraceState().get("vendor")).isEqualTo("value");
			assertThat(span.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 3);
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.tracing.boot");
			assertThat(string(span, "http.request.method")).isEqualTo("GET");
			assertThat(string(span, "http.route")).isEqualTo("/orders/{id}");
			assertThat(number(span, "http.response.status_code")).isEqualTo(200);
			assertThat(number(span, "http.response.body.size")).isEqualTo("order 7".length());
			assertThat(string(span, "url.scheme")).isEqualTo("http");
			assertThat(string(span, "url.path")).isEqualTo("/orders/7");
			assertThat(string(span, "url.query")).isEqualTo("sig=REDACTED&size=2");
			assertThat(string(span, "server.address")).isEqualTo("localhost");
			assertThat(number(span, "server.port")).isEqualTo(port);
			assertThat(string(span, "client.address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
			assertThat(string(span, "network.peer.address")).isEqualTo(string(span, "client.address"));
			assertThat(number(span, "network.peer.port")).isPositive();
			assertThat(string(span, "network.protocol.version")).isEqualTo("1.1");
			assertThat(string(span, "user_agent.original")).isEqualTo("tests/1");
			assertThat(span.getAttributes().size()).isEqualTo(14);
		});
	}

	@Test
	void requestWithoutCallerStartsTrace() {
		this.runner.run((context) -> {
			WebFluxApplication.get(context, "/orders/7");
			assertThat(this.spans.take().getParentSpanContext().isValid()).isFalse();
		});
	}

	@Test
	void functionalRouteIsTheRoute() {
		this.runner.run((context) -> {
			WebFluxApplication.get(context, "/functions/seven");
			assertThat(this.spans.take().getName()).isEqualTo("GET /functions/{name}");
		});
	}

	@Test
	void routeHoldsTheBasePath() {
		this.runner.withPropertyValues("spring.webflux.base-path=/shop").run((context) -> {
			WebFluxApplication.get(context, "/shop/orders/7");
			SpanData span = this.spans.take();
			assertThat(string(span, "http.route")).isEqualTo("/shop/orders/{id}");
			assertThat(string(span, "url.path")).isEqualTo("/shop/orders/7");
		});
	}

	@Test
	void unknownMethodIsOther() {
		this.runner.run((context) -> {
			assertThat(WebFluxApplication.send(context, "BREW", "/orders/7").statusCode()).isEqualTo(405);
			SpanData span = this.spans.take();
			assertThat(span.getName()).startsWith("HTTP");
			assertThat(string(span, "http.request.method")).isEqualTo("_OTHER");
			assertThat(string(span, "http.request.method_original")).isEqualTo("BREW");
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void unmatchedPathIsNoError() {
		this.runner.run((context) -> {
			assertThat(WebFluxApplication.get(context, "/nowhere/7").statusCode()).isEqualTo(404);
			SpanData span = this.spans.take();
			assertThat(span.getName()).doesNotContain("nowhere");
			assertNoError(span, 404);
		});
	}

	@Test
	void clientErrorOfTheApplicationIsNoError() {
		this.runner.run((context) -> {
			WebFluxApplication.get(context, "/missing");
			assertNoError(this.spans.take(), 404);
			WebFluxApplication.get(context, "/conflict");
			assertNoError(this.spans.take(), 409);
		});
	}

	@Test
	void serverErrorWithExceptionIsRecorded() {
		this.runner.run((context) -> {
			for (String path : new String[] { "/broken", "/thrown" }) {
				assertThat(WebFluxApplication.get(context, path).statusCode()).isEqualTo(500);
				SpanData span = this.spans.take();
				assertThat(span.getName()).isEqualTo("GET " + path);
				assertFailed(span, IllegalStateException.class, "no stock");
				assertThat(number(span, "http.response.status_code")).isEqualTo(500);
			}
		});
	}

	@Test
	void serverErrorWithoutExceptionHasItsStatusAsType() {
		this.runner.run((context) -> {
			WebFluxApplication.get(context, "/unavailable");
			SpanData span = this.spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(string(span, "error.type")).isEqualTo("503");
			assertThat(span.getEvents()).isEmpty();
		});
	}

	@Test
	void errorInFilterIsRecordedWithoutRoute() {
		this.runner.run((context) -> {
			assertThat(WebFluxApplication.get(context, "/filtered/7").statusCode()).isEqualTo(500);
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET");
			assertThat(string(span, "http.route")).isNull();
			assertFailed(span, IllegalStateException.class, "no filter");
		});
	}

	@Test
	void spanEndsEvenIfTheResponseCannotBeCommitted() {
		this.runner.run((context) -> {
			assertThat(WebFluxApplication.get(context, "/orders/7?unsaved").statusCode()).isEqualTo(500);
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET /orders/{id}");
			assertThat(number(span, "http.response.status_code")).isEqualTo(500);
			assertFailed(span, IllegalStateException.class, "the session store is down");
		});
	}

	@Test
	void responseThatBreaksOffIsAnErrorWhateverItsStatus() {
		this.runner.run((context) -> {
			assertThatThrownBy(() -> WebFluxApplication.get(context, "/torn"))
				.isInstanceOf(IllegalStateException.class);
			SpanData span = this.spans.take();
			assertThat(number(span, "http.response.status_code")).isEqualTo(200);
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(string(span, "error.type")).isEqualTo(WebFluxOrders.Torn.class.getName());
		});
	}

	@Test
	void callerWhoHangsUpIsNoError() {
		this.runner.run((context) -> {
			hangUp(context, "/slow", false);
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET /slow");
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(string(span, "error.type")).isNull();
			assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code"))).isNull();
		});
	}

	@Test
	void callerWhoHangsUpInTheMiddleOfTheBodyIsNoError() {
		this.runner.run((context) -> {
			hangUp(context, "/endless", true);
			assertNoError(this.spans.take(), 200);
		});
	}

	private static void hangUp(ApplicationContext context, String path, boolean answered) throws IOException {
		try (Socket socket = new Socket("localhost", WebFluxApplication.port(context))) {
			OutputStream out = socket.getOutputStream();
			out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			out.flush();
			context.getBean(WebFluxApplication.class).awaitSlowHandler();
			if (answered) {
				assertThat(socket.getInputStream().read()).as("the first byte of the answer").isPositive();
			}
		}
	}

	private static void assertNoError(SpanData span, int status) {
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(string(span, "error.type")).isNull();
		assertThat(span.getEvents()).isEmpty();
		assertThat(number(span, "http.response.status_code")).isEqualTo(status);
	}

	private static void assertFailed(SpanData span, Class<?> type, String message) {
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getStatus().getDescription()).isEqualTo(message);
		assertThat(string(span, "error.type")).isEqualTo(type.getName());
		assertThat(span.getEvents()).singleElement()
			.satisfies((event) -> assertThat(event.getName()).isEqualTo("exception"));
	}

	private static String string(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	private static Long number(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.longKey(key));
	}

}
