/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.http.CapturedLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the headers of a trace are, the request is answered, begins a trace of its own
 * and leaves no line in the log.
 */
class HostileHeadersTests {

	private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

	private static final int MANY = 60_000;

	private static final List<String> HEADERS = List.of("traceparent: 00-" + IDS + "-01" + "0".repeat(MANY),
			"traceparent: cc-" + IDS + "-01-" + "0".repeat(MANY), "traceparent: " + "\u00ff".repeat(55),
			"tracestate: " + ",".repeat(MANY), "tracestate: " + "a=1,".repeat(MANY / 4), "baggage: " + ",".repeat(MANY),
			"baggage: " + "k=v,".repeat(MANY / 4), "baggage: k=" + "v".repeat(MANY), "baggage: %=%;%,=;=,\u00ff",
			"b3: " + "a".repeat(MANY), "b3: " + IDS + "-1".repeat(MANY), "b3: 0", "b3: -", "b3: \u00ff-\u00ff-1",
			"X-B3-TraceId: " + "a".repeat(MANY), "X-B3-TraceId: 0af7651916cd43dd8448eb211c80319c\r\nX-B3-SpanId: x");

	@Test
	void onTomcat() {
		try (Relay relay = Relay.onTomcat("server.tomcat.max-http-header-size=1MB")) {
			assertNothingHappens(relay);
		}
	}

	@Test
	void jaegersToo() {
		try (Relay relay = Relay.onTomcat("server.tomcat.max-http-header-size=1MB",
				"tracing.propagation.consume=jaeger,w3c,b3")) {
			relay.send();
			try (CapturedLog log = CapturedLog.ofEverything()) {
				for (String header : List.of("uber-trace-id: " + "a".repeat(MANY), "uber-trace-id: " + ":".repeat(MANY),
						"uber-trace-id: " + IDS.replace('-', ':') + ":0:" + "1".repeat(MANY), "uber-trace-id: %3A%3A",
						"uberctx-" + "k".repeat(1000) + ": " + "v".repeat(MANY))) {
					assertThat(relay.send(header).getFirst("traceparent")).as("after %.40s", header)
						.doesNotContain(IDS.substring(0, 32));
				}
				assertThat(log.aboveDebug()).isEmpty();
			}
		}
	}

	@Test
	void onNetty() {
		try (Relay relay = Relay.onNetty()) {
			assertNothingHappens(relay);
		}
	}

	private static void assertNothingHappens(Relay relay) {
		relay.send();
		try (CapturedLog log = CapturedLog.ofEverything()) {
			for (String header : HEADERS) {
				Headers sent = relay.send(header);
				assertThat(sent.getFirst("traceparent")).as("after %.40s", header).doesNotContain(IDS.substring(0, 32));
				assertThat(sent).doesNotContainKey("Tracestate");
			}
			assertThat(log.aboveDebug()).isEmpty();
		}
	}

}
