/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class HttpPropertiesTests {

	@Test
	void defaultsAreThoseOfTheConventions() {
		HttpProperties properties = bind(Map.of());
		assertThat(properties.sensitiveQueryParameters()).containsExactlyInAnyOrder("X-Amz-Signature",
				"X-Amz-Credential", "X-Amz-Security-Token", "sig", "X-Goog-Signature");
		assertThat(properties.knownMethods()).containsExactlyInAnyOrder("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS",
				"PATCH", "POST", "PUT", "QUERY", "TRACE");
		assertThat(properties.server().enabled()).isTrue();
		assertThat(properties.server().exclude()).containsExactly("actuator", "health", "static", "favicon");
		assertThat(properties.server().responseHeader()).isEmpty();
		assertThat(properties.server().traceResponse()).isFalse();
		assertThat(properties.server().serverTiming()).isFalse();
		assertThat(properties.server().capturedRequestHeaders()).isEmpty();
		assertThat(properties.server().capturedResponseHeaders()).isEmpty();
		assertThat(properties.client().enabled()).isTrue();
		assertThat(properties.client().capturedRequestHeaders()).isEmpty();
		assertThat(properties.client().capturedResponseHeaders()).isEmpty();
	}

	@Test
	void listsAreReplacedAsAWhole() {
		HttpProperties properties = bind(Map.of("tracing.http.sensitive-query-parameters", "token",
				"tracing.http.server.exclude", "/internal/**,health", "tracing.http.known-methods[0]", "GET"));
		assertThat(properties.sensitiveQueryParameters()).containsExactly("token");
		assertThat(properties.server().exclude()).containsExactly("/internal/**", "health");
		assertThat(properties.knownMethods()).containsExactly("GET");
	}

	@Test
	void anEmptyListTurnsTheDefaultOff() {
		HttpProperties properties = bind(
				Map.of("tracing.http.sensitive-query-parameters", "", "tracing.http.server.exclude", ""));
		assertThat(properties.sensitiveQueryParameters()).isEmpty();
		assertThat(properties.server().exclude()).isEmpty();
	}

	static HttpProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("tracing.http",
				HttpProperties.class);
	}

}
