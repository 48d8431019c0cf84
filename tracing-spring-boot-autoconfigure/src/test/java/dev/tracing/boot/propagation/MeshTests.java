/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import com.sun.net.httpserver.Headers;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests as the proxies of a mesh send them, on Tomcat.
 */
class MeshTests {

	private static final String TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";

	private static final String PROXY_ID = "e457b5a2e4d86bd1";

	private static final String REQUEST_ID = "a4b62d4b-7a2b-9a4c-b1c6-5dc3f5e1d0a7";

	private static final String REMOTE_FIELDS = "tracing.propagation.baggage.remote-fields=x-request-id";

	private static final String[] ZIPKIN = { "x-request-id: " + REQUEST_ID, "x-b3-traceid: " + TRACE_ID,
			"x-b3-spanid: " + PROXY_ID, "x-b3-parentspanid: 05e3ac9a4f6e3b90", "x-b3-sampled: 1",
			"x-forwarded-proto: http", "x-envoy-attempt-count: 1" };

	private static final String[] OTLP = { "x-request-id: " + REQUEST_ID,
			"traceparent: 00-" + TRACE_ID + "-" + PROXY_ID + "-01", "tracestate: ", "x-forwarded-proto: http" };

	// Linkerd's proxies begin no trace: they put themselves between the caller and us if
	// he
	// has one, and say who he is in a header of their own.
	private static final String LINKERD_CLIENT = "l5d-client-id: web.shop.serviceaccount.identity.linkerd.cluster.local";

	@Test
	void linkerdAddsItselfToTheTraceOfTheCaller() {
		try (Relay relay = Relay.onTomcat("tracing.sampling.ratio=0.0")) {
			Headers sent = relay.get("/relay/1", "traceparent: 00-" + TRACE_ID + "-" + PROXY_ID + "-01", LINKERD_CLIENT)
				.get(0);
			SpanData client = assertChildOfTheProxy(relay);
			assertThat(sent.getFirst("traceparent")).isEqualTo("00-" + TRACE_ID + "-" + client.getSpanId() + "-01");
			assertThat(sent).doesNotContainKey("L5d-client-id");
		}
	}

	@Test
	void applicationDecidesBehindLinkerdWhereTheCallerHasNoTrace() {
		try (Relay relay = Relay.onTomcat("tracing.sampling.ratio=1.0")) {
			Headers sent = relay.get("/relay/1", LINKERD_CLIENT).get(0);
			assertThat(sent.getFirst("traceparent")).endsWith("-03");
			assertThat(relay.spans().take(2)).extracting(SpanData::getTraceId)
				.containsOnly(sent.getFirst("traceparent").substring(3, 35));
		}
	}

	@Test
	void meshOfW3cAndOtlp() {
		try (Relay relay = Relay.onTomcat(REMOTE_FIELDS)) {
			Headers sent = relay.get("/relay/1", OTLP).get(0);
			SpanData client = assertChildOfTheProxy(relay);
			assertThat(sent.getFirst("traceparent")).isEqualTo("00-" + TRACE_ID + "-" + client.getSpanId() + "-01");
			assertThat(sent.get("x-request-id")).containsExactly(REQUEST_ID);
		}
	}

	@Test
	void meshOfB3AndZipkin() {
		try (Relay relay = Relay.onTomcat(REMOTE_FIELDS, "tracing.propagation.type=b3-multi,baggage",
				"tracing.sampling.ratio=0.0")) {
			Headers sent = relay.get("/relay/1", ZIPKIN).get(0);
			SpanData client = assertChildOfTheProxy(relay);
			assertThat(sent.get("x-b3-traceid")).containsExactly(TRACE_ID);
			assertThat(sent.get("x-b3-spanid")).containsExactly(client.getSpanId());
			assertThat(sent.get("x-b3-sampled")).containsExactly("1");
			assertThat(sent.get("x-request-id")).containsExactly(REQUEST_ID);
			assertThat(sent).doesNotContainKey("Traceparent");
		}
	}

	@Test
	void requestThatTheMeshDidNotKeepIsNotKept() {
		try (Relay relay = Relay.onTomcat(REMOTE_FIELDS, "tracing.propagation.produce=b3-multi")) {
			String[] headers = ZIPKIN.clone();
			headers[4] = "x-b3-sampled: 0";
			Headers sent = relay.get("/relay/1", headers).get(0);
			assertThat(sent.get("x-b3-traceid")).containsExactly(TRACE_ID);
			assertThat(sent.get("x-b3-sampled")).containsExactly("0");
			relay.spans().assertNoMore();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "01" })
	void applicationDecidesWhereNobodyIsTrusted(String flags) {
		try (Relay relay = Relay.onTomcat("tracing.propagation.ingress.trust=none", REMOTE_FIELDS)) {
			Headers sent = relay
				.get("/relay/1", "traceparent: 00-" + TRACE_ID + "-" + PROXY_ID + "-" + flags,
						"x-request-id: " + REQUEST_ID)
				.get(0);
			assertThat(sent.get("x-request-id")).containsExactly(REQUEST_ID);
			assertThat(sent.getFirst("traceparent")).doesNotContain(TRACE_ID).endsWith("-03");
			assertThat(relay.spans().take(2)).extracting(SpanData::getTraceId).doesNotContain(TRACE_ID);
		}
	}

	@Test
	void requestIdIsAnAttributeWhereItIsCaptured() {
		try (Relay relay = Relay.onTomcat("tracing.http.server.captured-request-headers=x-request-id")) {
			relay.get("/relay/1", OTLP);
			assertThat(relay.spans().take(2)).anySatisfy((span) -> assertThat(span.getAttributes().asMap().toString())
				.contains("http.request.header.x-request-id=[" + REQUEST_ID + "]"));
		}
	}

	private static SpanData assertChildOfTheProxy(Relay relay) {
		List<SpanData> spans = relay.spans().take(2);
		SpanData client = spans.get((spans.get(0).getKind() == SpanKind.CLIENT) ? 0 : 1);
		SpanData server = spans.get((spans.get(0).getKind() == SpanKind.CLIENT) ? 1 : 0);
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(server.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(server.getParentSpanId()).isEqualTo(PROXY_ID);
		assertThat(client.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
		return client;
	}

}
