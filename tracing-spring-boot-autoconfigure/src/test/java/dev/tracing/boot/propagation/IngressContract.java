/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.stream.Stream;

import com.sun.net.httpserver.Headers;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose trace goes on, over the wire. The caller is on the loopback interface, and a
 * proxy there may say on whose behalf.
 */
abstract class IngressContract {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT_ID = "b7ad6b7169203331";

	private static final String[] CALLER = { "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01",
			"tracestate: vendor=1", "baggage: tenant=ada", "X-Request-Id: 4711" };

	private static final String INTERNAL = "tracing.propagation.ingress.trust=internal";

	private static final String FIELDS = "tracing.propagation.baggage.remote-fields=x-request-id";

	private static final List<String> PATHS = List.of("/relay/1", "/rel%61y/1", "/relay;a=b/1");

	abstract Relay start(String... properties);

	@Test
	void everybodyIsTrustedUnlessTold() {
		try (Relay relay = start(FIELDS)) {
			assertTrusted(relay, relay.get("/relay/1", CALLER));
		}
	}

	@Test
	void callerInAnInternalNetworkIsTrusted() {
		try (Relay relay = start(INTERNAL, FIELDS)) {
			assertTrusted(relay, relay.get("/relay/1", CALLER));
		}
	}

	@Test
	void strangerBeginsATraceWithALinkToHis() {
		try (Relay relay = start(INTERNAL, FIELDS, "tracing.propagation.ingress.networks=10.0.0.0/8")) {
			LinkData link = assertStranger(relay, relay.get("/relay/1", CALLER)).getLinks().get(0);
			assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
			assertThat(link.getSpanContext().getSpanId()).isEqualTo(PARENT_ID);
			assertThat(link.getSpanContext().getTraceState().isEmpty()).isTrue();
		}
	}

	@Test
	void strangerIsOneInWhateverFormatHeSpeaks() {
		String b3 = TRACE_ID + "-" + PARENT_ID + "-1";
		List<String[]> callers = List.of(new String[] { "b3: " + b3 },
				new String[] { "X-B3-TraceId: " + TRACE_ID, "X-B3-SpanId: " + PARENT_ID, "X-B3-Sampled: 1" },
				new String[] { "uber-trace-id: " + TRACE_ID + ":" + PARENT_ID + ":0:1" });
		try (Relay relay = start("tracing.propagation.ingress.trust=none",
				"tracing.propagation.consume=w3c,b3,b3-multi,jaeger")) {
			for (String[] caller : callers) {
				LinkData link = assertStranger(relay, relay.get("/relay/1", caller)).getLinks().get(0);
				assertThat(link.getSpanContext().getTraceId()).as(caller[0]).isEqualTo(TRACE_ID);
			}
		}
	}

	@Test
	void strangerNeedNotBeLinked() {
		try (Relay relay = start("tracing.propagation.ingress.trust=none", "tracing.propagation.ingress.link=false")) {
			assertThat(assertStranger(relay, relay.get("/relay/1", CALLER)).getLinks()).isEmpty();
		}
	}

	@Test
	void strangerWithoutTraceHasNoLink() {
		try (Relay relay = start("tracing.propagation.ingress.trust=none")) {
			assertThat(assertStranger(relay, relay.get("/relay/1")).getLinks()).isEmpty();
		}
	}

	@Test
	void strangersSampledFlagBuysNothing() {
		try (Relay relay = start("tracing.propagation.ingress.trust=none", "tracing.sampling.ratio=0.0")) {
			assertThat(relay.get("/relay/1", CALLER).get(0).getFirst("traceparent")).endsWith("-02");
			relay.spans().assertNoMore();
		}
	}

	@Test
	void strangersHeadersSampleNothing() {
		String[] headers = { "X-Tenant: acme", "X-Force-Trace: 0123456789abcdef" };
		String[] sampled = { "tracing.sampling.ratio=0.0", "tracing.sampling.force.secret=0123456789abcdef",
				"tracing.sampling.rules[0].headers[0].name=X-Tenant", "tracing.sampling.rules[0].headers[0].value=acme",
				"tracing.sampling.rules[0].ratio=1.0", INTERNAL };
		try (Relay relay = start(sampled)) {
			for (String header : headers) {
				assertThat(relay.get("/relay/1", header).get(0).getFirst("traceparent")).as(header).endsWith("-03");
				relay.spans().take(2);
			}
		}
		sampled[sampled.length - 1] = "tracing.propagation.ingress.trust=none";
		try (Relay relay = start(sampled)) {
			assertThat(relay.get("/relay/1", headers).get(0).getFirst("traceparent")).endsWith("-02");
			relay.spans().assertNoMore();
		}
	}

	@Test
	void whoeverTheProxySpeaksForIsTheCaller() {
		try (Relay relay = start(INTERNAL, FIELDS, "server.forward-headers-strategy=native")) {
			assertStranger(relay, relay.get("/relay/1", with("X-Forwarded-For: 203.0.113.7")));
			assertTrusted(relay, relay.get("/relay/1", with("X-Forwarded-For: 10.1.2.3")));
		}
		try (Relay relay = start(INTERNAL, FIELDS, "server.forward-headers-strategy=framework")) {
			assertStranger(relay, relay.get("/relay/1", with("X-Forwarded-For: 203.0.113.7")));
			assertStranger(relay, relay.get("/relay/1", with("X-Forwarded-For: nowhere.example")));
			assertTrusted(relay, relay.get("/relay/1", with("X-Forwarded-For: 10.1.2.3")));
		}
	}

	@Test
	void forwardedHeadersThatNobodyAskedForAreNotBelieved() {
		try (Relay relay = start(INTERNAL, FIELDS, "server.forward-headers-strategy=none",
				"tracing.propagation.ingress.networks=10.0.0.0/8")) {
			assertStranger(relay, relay.get("/relay/1", with("X-Forwarded-For: 10.1.2.3")));
		}
	}

	@Test
	void pathsComeBeforeNetworks() {
		try (Relay relay = start(INTERNAL, FIELDS, "tracing.propagation.ingress.untrusted-paths=/relay/**")) {
			PATHS.forEach((path) -> assertStranger(relay, relay.get(path, CALLER)));
		}
		try (Relay relay = start("tracing.propagation.ingress.trust=none", FIELDS,
				"tracing.propagation.ingress.trusted-paths=/relay/*")) {
			PATHS.forEach((path) -> assertTrusted(relay, relay.get(path, CALLER)));
		}
	}

	@Test
	void strangersRequestIdIsPassedOnIfItTravels() {
		try (Relay relay = start("tracing.propagation.ingress.trust=none", FIELDS)) {
			assertThat(relay.get("/relay/1", CALLER).get(0).get("x-request-id")).containsExactly("4711");
			relay.spans().clear();
		}
		try (Relay relay = start("tracing.propagation.ingress.trust=none")) {
			assertThat(relay.get("/relay/1", CALLER).get(0)).doesNotContainKey("X-request-id");
			relay.spans().clear();
		}
	}

	@Test
	void strangersRequestIdThatIsNoIdIsDropped() {
		try (Relay relay = start("tracing.propagation.ingress.trust=none", FIELDS)) {
			assertThat(requestIdAfter(relay, "a".repeat(128))).isEqualTo("a".repeat(128));
			for (String id : List.of("a".repeat(129), "4711, 4712", "<4711>", "4711;a=b", "%0d%0a")) {
				assertThat(requestIdAfter(relay, id)).as(id).isNull();
			}
		}
	}

	private static @Nullable String requestIdAfter(Relay relay, String id) {
		String sent = relay.get("/relay/1", "X-Request-Id: " + id).get(0).getFirst("x-request-id");
		relay.spans().clear();
		return sent;
	}

	@Test
	void strangersTraceDoesNotPassThroughEither() {
		try (Relay relay = start("tracing.enabled=false", "tracing.propagation.ingress.trust=none")) {
			assertThat(relay.get("/relay/1", CALLER).get(0)).doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
		}
	}

	private static String[] with(String header) {
		return Stream.concat(Stream.of(CALLER), Stream.of(header)).toArray(String[]::new);
	}

	private static void assertTrusted(Relay relay, List<Headers> calls) {
		assertThat(calls.get(0).getFirst("traceparent")).contains(TRACE_ID).endsWith("-01");
		assertThat(calls.get(0).getFirst("tracestate")).isEqualTo("vendor=1");
		assertThat(calls.get(0).getFirst("baggage")).contains("tenant=ada");
		assertThat(calls.get(0).getFirst("x-request-id")).isEqualTo("4711");
		SpanData server = server(relay);
		assertThat(server.getParentSpanId()).isEqualTo(PARENT_ID);
		assertThat(server.getLinks()).isEmpty();
	}

	private static SpanData assertStranger(Relay relay, List<Headers> calls) {
		SpanData server = server(relay);
		assertThat(server.getParentSpanContext().isValid()).isFalse();
		assertThat(server.getTraceId()).isNotEqualTo(TRACE_ID);
		assertThat(calls.get(0).getFirst("traceparent")).contains(server.getTraceId());
		assertThat(calls.get(0)).doesNotContainKey("Tracestate");
		assertThat(calls.get(0).getOrDefault("Baggage", List.of())).noneMatch((baggage) -> baggage.contains("tenant"));
		return server;
	}

	private static SpanData server(Relay relay) {
		List<SpanData> spans = relay.spans().take(2);
		assertThat(spans).extracting(SpanData::getKind).containsExactlyInAnyOrder(SpanKind.CLIENT, SpanKind.SERVER);
		return spans.get((spans.get(0).getKind() == SpanKind.SERVER) ? 0 : 1);
	}

}
