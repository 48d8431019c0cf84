/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import dev.tracing.boot.RecordedSpans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers send in place of a trace context does no harm.
 */
class WebFluxBadInputTests {

	private static final int CASES = 400;

	private static final String[] HEADERS = { "traceparent", "tracestate", "baggage", "b3", "x-b3-traceid",
			"x-b3-spanid", "x-b3-sampled" };

	private static final String[] SEEDS = { WebFluxApplication.SAMPLED_CALLER, "ff-" + WebFluxApplication.TRACE_ID,
			"00-" + WebFluxApplication.TRACE_ID + "-0000000000000000-01", "vendor=value,other=value",
			"key=value;property,=,;;==", "1-1-1-1", "%00%ff%", "", "\t", "\u00e4\u00f6\u00ff" };

	private final RecordedSpans spans = new RecordedSpans();

	private final Random random = new Random(4711);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void garbageInTheHeadersOfTheTraceContextHarmsNoRequest() {
		runner().run((context) -> {
			try (CapturedLog log = CapturedLog.ofEverything()) {
				for (int i = 0; i < CASES; i++) {
					String headers = headers();
					assertThat(send(WebFluxApplication.port(context), headers)).as(headers).contains(" 200 ");
					assertThat(this.spans.take().getName()).isEqualTo("GET /orders/{id}");
				}
				assertThat(log.aboveDebug()).isEmpty();
			}
		});
	}

	@Test
	void headerOf64KilobytesHarmsNoRequest() {
		runner().withPropertyValues("server.max-http-request-header-size=128KB").run((context) -> {
			for (String header : HEADERS) {
				String headers = header + ": " + "k=v,".repeat(16 * 1024) + "\r\n";
				assertThat(send(WebFluxApplication.port(context), headers)).contains(" 200 ");
				assertThat(this.spans.take().getParentSpanContext().isValid()).isFalse();
			}
		});
	}

	@Test
	void callerWhoIsNamedTwiceIsNoCaller() {
		runner().run((context) -> {
			String line = "traceparent: " + WebFluxApplication.SAMPLED_CALLER + "\r\n";
			assertThat(send(WebFluxApplication.port(context), line + line)).contains(" 200 ");
			assertThat(this.spans.take().getParentSpanContext().isValid()).isFalse();
		});
	}

	@Test
	void stateInSeveralHeadersIsOneList() {
		runner().run((context) -> {
			send(WebFluxApplication.port(context),
					"traceparent: " + WebFluxApplication.SAMPLED_CALLER + "\r\ntracestate: a=1\r\ntracestate: b=2\r\n");
			assertThat(this.spans.take().getSpanContext().getTraceState().asMap()).containsEntry("a", "1")
				.containsEntry("b", "2");
		});
	}

	private ReactiveWebApplicationContextRunner runner() {
		return WebFluxApplication.runner(this.spans)
			.withPropertyValues("management.tracing.propagation.consume=w3c,b3,b3_multi");
	}

	private String headers() {
		StringBuilder headers = new StringBuilder();
		for (int i = this.random.nextInt(1, 5); i > 0; i--) {
			headers.append(HEADERS[this.random.nextInt(HEADERS.length)]).append(": ").append(value()).append("\r\n");
		}
		return headers.toString();
	}

	private String value() {
		StringBuilder value = new StringBuilder(SEEDS[this.random.nextInt(SEEDS.length)]);
		for (int i = this.random.nextInt(6); i > 0 && !value.isEmpty(); i--) {
			int at = this.random.nextInt(value.length());
			switch (this.random.nextInt(4)) {
				case 0 -> value.deleteCharAt(at);
				case 1 -> value.setCharAt(at, (char) this.random.nextInt(0x20, 0x7f));
				case 2 -> value.setCharAt(at, (char) this.random.nextInt(0xa0, 0x100));
				default -> value.append(value, 0, at);
			}
		}
		return value.toString();
	}

	private static String send(int port, String headers) {
		try (Socket socket = new Socket("localhost", port)) {
			socket.setSoTimeout(10_000);
			OutputStream out = socket.getOutputStream();
			out.write(("GET /orders/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
				.getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
			InputStream in = socket.getInputStream();
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
