/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds on every servlet server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServletServerContract {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SAMPLED = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

	private final ServletShop shop;

	private final RecordedSpans spans;

	ServletServerContract(ServletShop shop) {
		this.shop = shop;
		this.spans = shop.spans();
	}

	ServletShop shop() {
		return this.shop;
	}

	RecordedSpans spans() {
		return this.spans;
	}

	@AfterEach
	void nothingIsLeft() {
		this.spans.assertNoMore();
		this.shop.get("/favicon.ico");
		this.shop.get("/favicon.ico");
		this.spans.assertNoMore();
		assertThat(this.shop.bean(ServletShop.Leaks.class).found).as("scopes that were left open").isEmpty();
	}

	@AfterAll
	void stop() {
		this.shop.close();
	}

	@Test
	void aRequestIsOneServerSpan() {
		HttpResponse<String> response = this.shop.get("/orders/7?sig=secret&page=2", "traceparent", SAMPLED,
				"User-Agent", "test");
		assertThat(response.body()).isEqualTo("order 7");
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /orders/{id}");
		assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).containsEntry("http.request.method", "GET")
			.containsEntry("url.scheme", "http")
			.containsEntry("url.path", "/orders/7")
			.containsEntry("url.query", "sig=REDACTED&page=2")
			.containsEntry("server.address", "localhost")
			.containsEntry("server.port", (long) this.shop.port())
			.containsEntry("client.address", "127.0.0.1")
			.containsEntry("user_agent.original", "test")
			.containsEntry("network.peer.address", "127.0.0.1")
			.containsKey("network.peer.port")
			.containsEntry("network.protocol.version", "1.1")
			.containsEntry("http.route", "/orders/{id}")
			.containsEntry("http.response.status_code", 200L)
			.containsEntry("http.response.body.size", 7L)
			.hasSize(14);
	}

	@Test
	void theLogHasTraceAndSpan() {
		try (CapturedLog log = CapturedLog.of(ServletShop.class)) {
			this.shop.get("/orders/7");
			SpanData span = this.spans.take();
			assertThat(log.mdcOf("Found order 7")).containsEntry("traceId", span.getTraceId())
				.containsEntry("spanId", span.getSpanId());
		}
	}

	@Test
	void childrenAreInsideAndSeeTheCallersDecision() {
		this.shop.get("/child", "traceparent", SAMPLED);
		List<SpanData> both = this.spans.take(2);
		assertThat(both.get(0).getParentSpanId()).isEqualTo(both.get(1).getSpanId());
		assertThat(this.shop.get("/child", "TraceParent", SAMPLED.replace("-01", "-00")).body())
			.isEqualTo(TRACE_ID + " 00");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/health", "/internal/child" })
	void nothingIsRecordedUnderAnExcludedPath(String path) {
		assertThat(this.shop.get(path, "traceparent", SAMPLED).body()).isEqualTo(TRACE_ID + " 00");
	}

	@Test
	void statusCodesOfTheCallersFaultAreNoErrors() {
		this.shop.get("/status/404");
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /status/{code}");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 404L).doesNotContainKey("error.type");
	}

	@Test
	void aPathThatNobodyHandlesHasNoRoute() {
		assertThat(this.shop.get("/nowhere/4711").statusCode()).isEqualTo(404);
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET");
		assertThat(attributes(span)).containsEntry("http.response.status_code", 404L)
			.doesNotContainKeys("http.route", "error.type");
	}

	@Test
	void aRedirectIsNoError() {
		this.shop.get("/status/302");
		SpanData span = this.spans.take();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 302L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/status/503", "/send-error/503" })
	void serverErrorsWithoutException(String path) {
		assertThat(this.shop.get(path).statusCode()).isEqualTo(503);
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET " + path.replace("503", "{code}"));
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 503L)
			.containsEntry("error.type", "503");
		assertThat(span.getEvents()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fail", "/callable-fail" })
	void anExceptionThatNobodyHandles(String path) {
		assertThat(this.shop.get(path).statusCode()).isEqualTo(500);
		assertFailed(this.spans.take(), "GET " + path, IllegalStateException.class);
	}

	@Test
	void anExceptionThatBecameAnAnswer() {
		assertThat(this.shop.get("/handled").body()).isEqualTo("not yet");
		assertFailed(this.spans.take(), "GET /handled", UnsupportedOperationException.class);
	}

	@Test
	void anExceptionInAFilter() {
		assertThat(this.shop.get("/filter-fail").statusCode()).isEqualTo(500);
		assertFailed(this.spans.take(), "GET", IllegalArgumentException.class);
	}

	@Test
	void anExceptionAfterTheResponseWasCommitted() {
		try {
			this.shop.get("/committed-fail");
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasCauseInstanceOf(IOException.class);
		}
		SpanData span = this.spans.take();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 200L)
			.containsEntry("error.type", IllegalStateException.class.getName());
	}

	@Test
	void anUnknownMethodIsOther() {
		this.shop.send("BREW", "/status/200");
		SpanData span = this.spans.take();
		assertThat(span.getName()).startsWith("HTTP");
		assertThat(attributes(span)).containsEntry("http.request.method", "_OTHER")
			.containsEntry("http.request.method_original", "BREW");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/callable", "/deferred" })
	void anAsynchronousRequestEndsOnceWithItsResult(String path) {
		assertThat(this.shop.get(path + "/7").body()).isEqualTo("order 7");
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET " + path + "/{id}");
		assertThat(attributes(span)).containsEntry("http.response.status_code", 200L);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
	}

	@Test
	void aStreamIsOneSpanWithoutSize() {
		assertThat(this.shop.get("/stream").body()).isEqualTo("chunk");
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /stream");
		assertThat(attributes(span)).doesNotContainKey("http.response.body.size");
	}

	@Test
	void anAsynchronousTimeoutEndsTheSpan() {
		assertThat(this.shop.get("/timeout").statusCode()).isEqualTo(503);
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /timeout");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 503L)
			.containsEntry("error.type", "org.springframework.web.context.request.async.AsyncRequestTimeoutException");
	}

	@Test
	void aCallerThatHangsUpIsNoError() throws IOException {
		try (Socket socket = new Socket("localhost", this.shop.port())) {
			socket.getOutputStream()
				.write("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
		}
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /endless");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 200L).doesNotContainKey("error.type");
	}

	@Test
	void theCallerLearnsTheTraceId() {
		HttpResponse<String> response = this.shop.get("/orders/7");
		assertThat(response.headers().firstValue("X-Trace-Id")).hasValue(this.spans.take().getTraceId());
		response = this.shop.get("/fail");
		assertThat(response.headers().firstValue("X-Trace-Id")).hasValue(this.spans.take().getTraceId());
		assertThat(this.shop.get("/health").headers().firstValue("X-Trace-Id")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders/7", "/fail", "/callable/7", "/callable-fail", "/send-error/503" })
	void theCallerLearnsTraceAndSpanOnceWhateverTheDispatches(String path) {
		HttpResponse<String> response = this.shop.get(path, "traceparent", SAMPLED);
		SpanContext span = this.spans.take().getSpanContext();
		String expected = "00-" + TRACE_ID + "-" + span.getSpanId() + "-" + span.getTraceFlags();
		assertThat(response.headers().allValues("traceresponse")).containsExactly(expected);
		assertThat(response.headers().allValues("Server-Timing"))
			.containsExactly("traceparent;desc=\"" + expected + "\"");
	}

	@Test
	void theCallerLearnsNothingOfAnExcludedRequest() {
		HttpHeaders headers = this.shop.get("/health").headers();
		assertThat(headers.firstValue("traceresponse")).isEmpty();
		assertThat(headers.firstValue("Server-Timing")).isEmpty();
	}

	@Test
	void aDuplicatedTraceparentIsNone() {
		this.shop.get("/orders/7", "traceparent", SAMPLED, "traceparent", SAMPLED);
		SpanData span = this.spans.take();
		assertThat(span.getTraceId()).isNotEqualTo(TRACE_ID);
		assertThat(span.getParentSpanContext().isValid()).isFalse();
	}

	static void assertFailed(SpanData span, String name, Class<?> exception) {
		assertThat(span.getName()).isEqualTo(name);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("http.response.status_code", 500L)
			.containsEntry("error.type", exception.getName());
		assertThat(span.getEvents()).hasSize(1);
	}

	static Map<String, Object> attributes(SpanData span) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		span.getAttributes().forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
		return attributes;
	}

}
