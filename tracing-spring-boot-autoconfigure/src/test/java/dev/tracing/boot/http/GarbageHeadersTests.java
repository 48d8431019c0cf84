/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in the headers of the trace, the request is served, begins a trace of
 * its own and leaves no line in the log.
 */
class GarbageHeadersTests {

	private static final int CASES = 400;

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	private static final List<String> TRACEPARENTS = List.of("", "00", "garbage", "00-" + TRACE_ID,
			"00-" + TRACE_ID + "-" + SPAN_ID, "00-" + TRACE_ID + "-" + SPAN_ID + "-01-extra",
			"ff-" + TRACE_ID + "-" + SPAN_ID + "-01", "00-" + "0".repeat(32) + "-" + SPAN_ID + "-01",
			"00-" + TRACE_ID + "-" + "0".repeat(16) + "-01", "00-" + TRACE_ID.toUpperCase() + "-" + SPAN_ID + "-01",
			"00-" + TRACE_ID + "-" + SPAN_ID + "-0", "00-" + TRACE_ID + "-" + SPAN_ID + "-zz", "-".repeat(55),
			"00-" + TRACE_ID + "-" + SPAN_ID + "-01" + "0".repeat(65_000), "\u00e4".repeat(55), "0\t0-" + TRACE_ID,
			"00_" + TRACE_ID + "_" + SPAN_ID + "_01");

	private static final List<String> B3 = List.of("", "1", "0-", "zz", TRACE_ID + "-" + SPAN_ID.substring(1) + "-1",
			TRACE_ID + "-", "-" + SPAN_ID, TRACE_ID + "-" + "0".repeat(16) + "-1", "\u00fc-\u00fc-1",
			"a".repeat(65_000));

	private static final List<String> OTHERS = List.of("", "=", ",,,,", "a=b,a=b,a=b", "=,=;=",
			"a=" + "b".repeat(65_000), "%zz=%zz", "key=%", "\u00e9=\u00e9", ("k=v,").repeat(10_000),
			"k=v;" + "p=q;".repeat(5_000), "\t \t", "ot=th:zz;rv:zz", "a".repeat(300) + "=1", "userId=\u0080\u00ff");

	private final Random random = new Random(42);

	@Test
	void theRequestWorksAndTheTraceStartsAnew() throws IOException {
		try (ServletShop shop = ServletShop.start(Tomcat.class, "server.max-http-request-header-size=1MB",
				"management.tracing.baggage.remote-fields=userId")) {
			shop.get("/favicon.ico");
			shop.get("/orders/1");
			shop.spans().take();
			try (CapturedLog log = CapturedLog.ofEverything()) {
				for (int i = 0; i < CASES; i++) {
					List<String> headers = headers(i);
					assertThat(send(shop.port(), headers)).as("response to %s", headers)
						.startsWith("HTTP/1.1 200")
						.contains("order 7");
					SpanData span = shop.spans().take();
					assertThat(span.getParentSpanContext().isValid()).as("parent from %s", headers).isFalse();
					assertThat(span.getTraceId()).isNotEqualTo(TRACE_ID);
				}
				assertThat(log.aboveDebug()).isEmpty();
			}
			shop.spans().assertNoMore();
			assertThat(shop.bean(ServletShop.Leaks.class).found).isEmpty();
		}
	}

	@Test
	void controlCharactersNeverReachTheTrace() throws IOException {
		try (ServletShop shop = ServletShop.start(Tomcat.class)) {
			for (char control : new char[] { 0, 1, 7, 8, 11, 27, 127 }) {
				send(shop.port(), List.of("traceparent: 00-" + TRACE_ID + "-" + SPAN_ID + "-01" + control,
						"baggage: a=" + control, "tracestate: " + control + "=1"));
			}
			assertThat(send(shop.port(), List.of("Accept: */*"))).contains("order 7");
			// Tomcat answers 400 itself to most of them; whatever came through is no
			// child.
			SpanData span;
			do {
				span = shop.spans().take();
				assertThat(span.getParentSpanContext().isValid()).isFalse();
			}
			while (ServletServerContract.attributes(span).get("user_agent.original") == null);
		}
	}

	private List<String> headers(int number) {
		List<String> headers = new ArrayList<>();
		int copies = 1 + this.random.nextInt(3) / 2;
		String traceparent = (number % 7 == 0) ? "00-" + TRACE_ID + "-" + SPAN_ID + "-01" : pick(TRACEPARENTS);
		for (int i = 0; i < ((number % 7 == 0) ? 2 : copies); i++) {
			headers.add("traceparent: " + traceparent);
		}
		for (int i = 0; i < copies; i++) {
			headers.add("tracestate: " + pick(OTHERS));
			headers.add("baggage: " + pick(OTHERS));
			headers.add("b3: " + pick(B3));
			headers.add("X-B3-TraceId: " + pick(B3));
			headers.add("x-b3-spanid: " + pick(B3));
			headers.add("X-B3-Sampled: " + pick(OTHERS));
			headers.add("userId: " + pick(OTHERS));
		}
		return headers;
	}

	private String pick(List<String> values) {
		String value = values.get(this.random.nextInt(values.size()));
		if (value.isEmpty() || value.length() > 1000 || this.random.nextBoolean()) {
			return value;
		}
		// One character changed: often still garbage, and never a legal context.
		char[] changed = value.toCharArray();
		changed[this.random.nextInt(changed.length)] = '~';
		return new String(changed);
	}

	private static String send(int port, List<String> headers) throws IOException {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		request.writeBytes("GET /orders/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: raw\r\n"
			.getBytes(StandardCharsets.ISO_8859_1));
		for (String header : headers) {
			request.writeBytes((header + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
		}
		request.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
		try (Socket socket = new Socket("localhost", port)) {
			socket.getOutputStream().write(request.toByteArray());
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Tomcat {

	}

}
