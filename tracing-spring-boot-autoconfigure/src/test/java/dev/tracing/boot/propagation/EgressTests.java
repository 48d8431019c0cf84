/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which hosts are told of a trace. The one that is called here is {@code localhost}.
 */
class EgressTests {

	private static final String[] CALLER = { "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
			"tracestate: vendor=1", "baggage: tenant=ada" };

	private static final String EGRESS = "tracing.propagation.egress.";

	@AutoClose
	private static final Relays relays = new Relays();

	@ParameterizedTest
	@EnumSource
	void hostThatIsListedIsTold(Client client) {
		assertThat(sent(client, EGRESS + "include=*.example.com,localhost")).containsKeys("Traceparent", "Tracestate",
				"Baggage");
	}

	@ParameterizedTest
	@EnumSource
	void hostThatIsNotListedIsToldNothing(Client client) {
		String[] formats = { "tracing.propagation.produce=w3c,b3,b3-multi,jaeger",
				"tracing.propagation.baggage.remote-fields=tenant" };
		assertThat(sent(client, formats)).containsKeys("Traceparent", "Tracestate", "Baggage", "B3", "X-b3-traceid",
				"Uber-trace-id", "Tenant");
		assertThat(sent(client, EGRESS + "include=*.example.com", formats[0], formats[1])).doesNotContainKeys(
				"Traceparent", "Tracestate", "Baggage", "B3", "X-b3-traceid", "Uber-trace-id", "Tenant");
	}

	@ParameterizedTest
	@EnumSource
	void hostThatIsExcludedIsToldNothing(Client client) {
		assertThat(sent(client, EGRESS + "include=localhost", EGRESS + "exclude=LOCALHOST"))
			.doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
	}

	@ParameterizedTest
	@EnumSource
	void baggageHasAListOfItsOwn(Client client) {
		assertThat(sent(client, EGRESS + "baggage.include=*.example.com")).containsKeys("Traceparent", "Tracestate")
			.doesNotContainKey("Baggage");
		assertThat(
				sent(client, EGRESS + "baggage.exclude=localhost", "tracing.propagation.baggage.remote-fields=tenant"))
			.containsKeys("Traceparent", "Tracestate")
			.doesNotContainKeys("Baggage", "Tenant");
	}

	@Test
	void headerOfARemoteFieldIsNoTrace() {
		try (Relay relay = Relay.onTomcat("tracing.propagation.baggage.remote-fields=x-request-id")) {
			Headers headers = relay.get("/jdk-with-id", CALLER).get(0);
			assertThat(headers).containsKeys("Traceparent", "X-request-id");
			assertThat(relay.spans().take(2)).extracting(SpanData::getKind)
				.containsExactlyInAnyOrder(SpanKind.CLIENT, SpanKind.SERVER);
		}
	}

	private static Headers sent(Client client, String... properties) {
		Relay relay = client.start.apply(properties);
		Headers headers = relay.get(client.path, CALLER).get(0);
		assertThat(relay.spans().take(2)).extracting(SpanData::getKind)
			.containsExactlyInAnyOrder(SpanKind.CLIENT, SpanKind.SERVER);
		return headers;
	}

	enum Client {

		REST_CLIENT(relays::onTomcat, "/relay/1"),

		REST_TEMPLATE(relays::onTomcat, "/template"),

		JDK(relays::onTomcat, "/jdk"),

		REST_CLIENT_ON_JDK(relays::onTomcat, "/rest-client-on-jdk"),

		FEIGN(relays::onTomcat, "/feign"),

		FEIGN_ON_JDK(relays::onTomcat, "/feign-on-jdk"),

		WEB_CLIENT_ON_JDK(relays::onTomcat, "/web-client-on-jdk"),

		WEB_CLIENT(relays::onNetty, "/relay/1");

		private final Function<String[], Relay> start;

		private final String path;

		Client(Function<String[], Relay> start, String path) {
			this.start = start;
			this.path = path;
		}

	}

}
