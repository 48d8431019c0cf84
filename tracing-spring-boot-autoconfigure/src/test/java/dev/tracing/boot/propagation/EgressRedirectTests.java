/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redirects that a client's library follows by itself, from {@code localhost}, which is
 * told the trace, to {@code 127.0.0.1}.
 */
class EgressRedirectTests {

	private static final String[] CALLER = { "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
			"tracestate: vendor=1", "baggage: tenant=ada" };

	private static final String INCLUDE = "tracing.propagation.egress.include=localhost";

	@ParameterizedTest
	@EnumSource
	void hostOfARedirectIsToldNothingIfItIsNotListed(Client client) {
		assertThat(redirected(client, INCLUDE)).containsKey("User-agent")
			.doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
	}

	@ParameterizedTest
	@EnumSource
	void hostOfARedirectIsToldTheTraceIfItIsListed(Client client) {
		assertThat(redirected(client, INCLUDE + ",127.0.0.1")).containsKeys("Traceparent", "Tracestate", "Baggage");
	}

	@ParameterizedTest
	@EnumSource
	void hostOfARedirectThatMayNotHaveBaggageIsToldNothing(Client client) {
		assertThat(redirected(client, "tracing.propagation.egress.baggage.exclude=127.0.0.1"))
			.doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
	}

	@ParameterizedTest
	@EnumSource
	void redirectIsNotFollowedIfSpringBootIsToldSo(Client client) {
		try (ReceivedCalls target = new ReceivedCalls();
				ReceivedCalls first = new ReceivedCalls(target.addressUrl());
				Relay relay = client.start
					.apply(new String[] { "called.url=" + first.url(), "spring.http.clients.redirects=dont-follow" })) {
			relay.get(client.path, CALLER);
			assertThat(first.take()).hasSize(1);
			assertThat(target.take()).isEmpty();
			relay.spans().clear();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/jdk-following", "/feign" })
	void clientsOfTheJdkRepeatTheHeadersToWhereverTheyAreRedirected(String path) {
		try (ReceivedCalls target = new ReceivedCalls();
				ReceivedCalls first = new ReceivedCalls(target.addressUrl());
				Relay relay = Relay.onTomcat("called.url=" + first.url(), INCLUDE)) {
			relay.get(path, CALLER);
			assertThat(target.take().get(0)).containsKeys("Traceparent", "Tracestate", "Baggage");
			relay.spans().clear();
		}
	}

	private static Headers redirected(Client client, String... properties) {
		try (ReceivedCalls target = new ReceivedCalls(); ReceivedCalls first = new ReceivedCalls(target.addressUrl())) {
			String[] all = new String[properties.length + 1];
			System.arraycopy(properties, 0, all, 1, properties.length);
			all[0] = "called.url=" + first.url();
			try (Relay relay = client.start.apply(all)) {
				relay.get(client.path, CALLER);
				assertThat(first.take().get(0)).containsKey("Traceparent");
				assertThat(relay.spans().take(2)).hasSize(2);
				return target.take().get(0);
			}
		}
	}

	enum Client {

		REST_CLIENT(Relay::onTomcat, "/relay/1"),

		REST_TEMPLATE(Relay::onTomcat, "/template"),

		WEB_CLIENT(Relay::onNetty, "/relay/1");

		private final Function<String[], Relay> start;

		private final String path;

		Client(Function<String[], Relay> start, String path) {
			this.start = start;
			this.path = path;
		}

	}

}
