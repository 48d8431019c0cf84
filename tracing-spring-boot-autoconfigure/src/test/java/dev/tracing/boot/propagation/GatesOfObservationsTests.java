/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is trusted and who is told where Spring Boot's own Observations make the spans.
 */
class GatesOfObservationsTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String[] CALLER = { "traceparent: 00-" + TRACE_ID + "-b7ad6b7169203331-01",
			"tracestate: vendor=1", "baggage: tenant=ada", "X-Request-Id: 4711" };

	private static final String[] OBSERVED = { "tracing.http.server.enabled=false", "tracing.http.client.enabled=false",
			"tracing.propagation.baggage.remote-fields=x-request-id" };

	private static final String INGRESS = "tracing.propagation.ingress.";

	private static final String EGRESS = "tracing.propagation.egress.";

	@AutoClose
	private static final Relays relays = new Relays();

	@ParameterizedTest
	@EnumSource
	void everybodyIsTrustedAndToldUnlessThereIsARule(Client client) {
		Headers sent = sent(client);
		assertThat(sent).containsKeys("Traceparent", "Tracestate", "Baggage", "X-request-id");
		assertThat(sent.getFirst("traceparent")).contains(TRACE_ID);
	}

	@ParameterizedTest
	@EnumSource
	void hostIsToldWhatItMayHear(Client client) {
		assertThat(sent(client, EGRESS + "include=localhost")).containsKeys("Traceparent", "Tracestate", "Baggage");
		assertThat(sent(client, EGRESS + "exclude=localhost")).doesNotContainKeys("Traceparent", "Tracestate",
				"Baggage", "X-request-id");
		assertThat(sent(client, EGRESS + "baggage.exclude=localhost")).containsKeys("Traceparent", "Tracestate")
			.doesNotContainKeys("Baggage", "X-request-id");
	}

	@ParameterizedTest
	@EnumSource
	void strangerBeginsATraceAndKeepsHisRequestId(Client client) {
		Headers sent = sent(client, INGRESS + "trust=internal", INGRESS + "networks=10.0.0.0/8");
		assertThat(sent.getFirst("traceparent")).doesNotContain(TRACE_ID);
		assertThat(sent.values().stream().flatMap(List::stream))
			.noneMatch((value) -> value.contains("vendor") || value.contains("ada"));
		assertThat(sent.getFirst("x-request-id")).isEqualTo("4711");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, /relay/1", "TOMCAT, /rel%61y/1", "TOMCAT, /relay;a=b/1", "NETTY, /relay/1",
			"NETTY, /rel%61y/1", "NETTY, /relay;a=b/1" })
	void pathsComeBeforeNetworks(Server server, String path) {
		String[] untrusted = with(INGRESS + "untrusted-paths=/relay/**");
		assertThat(server.start.apply(untrusted).get(path, CALLER).get(0).getFirst("traceparent"))
			.doesNotContain(TRACE_ID);
		String[] trusted = with(INGRESS + "trust=none", INGRESS + "trusted-paths=/relay/*");
		assertThat(server.start.apply(trusted).get(path, CALLER).get(0).getFirst("traceparent")).contains(TRACE_ID);
	}

	private static Headers sent(Client client, String... rules) {
		Relay relay = client.server.start.apply(with(rules));
		relay.spans().clear();
		Headers headers = relay.get(client.path, CALLER).get(0);
		assertThat(relay.spans().take(2)).as("a span of each Observation").hasSize(2);
		return headers;
	}

	private static String[] with(String... rules) {
		return Stream.of(OBSERVED, rules).flatMap(Stream::of).toArray(String[]::new);
	}

	enum Server {

		TOMCAT(relays::onTomcat), NETTY(relays::onNetty);

		private final Function<String[], Relay> start;

		Server(Function<String[], Relay> start) {
			this.start = start;
		}

	}

	enum Client {

		REST_CLIENT(Server.TOMCAT, "/relay/1"),

		REST_TEMPLATE(Server.TOMCAT, "/template"),

		WEB_CLIENT(Server.NETTY, "/relay/1");

		private final Server server;

		private final String path;

		Client(Server server, String path) {
			this.server = server;
			this.path = path;
		}

	}

}
