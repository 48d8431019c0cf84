/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpEndpointTests {

	@ParameterizedTest
	@CsvSource({ "http://collector:4318, http://collector:4318/v1/traces, http",
			"http://collector:4318/, http://collector:4318/v1/traces, http",
			"http://collector:4318/v1/traces, http://collector:4318/v1/traces, http",
			"https://otlp.example/base, https://otlp.example/base/v1/traces, http",
			"https://otlp.example/v1/traces?key=a, https://otlp.example/v1/traces?key=a, http",
			"http://collector:4317, http://collector:4317, grpc",
			"http://collector:4317/v1/traces, http://collector:4317, grpc",
			"http://[::1]:4318, http://[::1]:4318/v1/traces, http",
			"http://otel_collector:4318, http://otel_collector:4318/v1/traces, http",
			"http://otel_collector:4317, http://otel_collector:4317, grpc" })
	void baseAndFullUrlsBothWork(String endpoint, String url, String transport) {
		MockEnvironment environment = new MockEnvironment().withProperty("tracing.export.endpoint", endpoint);
		assertThat(OtlpEndpoint.url(environment)).isEqualTo(url);
		assertThat(OtlpEndpoint.transport(environment)).isEqualTo(transport);
		assertThat(OtlpEndpoint.problem(endpoint)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "grpc, http://collector:4318, grpc", "http/protobuf, http://collector:4317, http" })
	void protocolWinsOverPort(String protocol, String endpoint, String transport) {
		MockEnvironment environment = new MockEnvironment().withProperty("tracing.export.endpoint", endpoint)
			.withProperty("tracing.export.protocol", protocol);
		assertThat(OtlpEndpoint.transport(environment)).isEqualTo(transport);
	}

	@ParameterizedTest
	@ValueSource(strings = { "collector:4318", "localhost", "http://", "ftp://collector", "http://a b", "4318" })
	void addressWithoutSchemeOrHostIsRefusedWithAnExample(String endpoint) {
		assertThat(OtlpEndpoint.problem(endpoint)).contains("http://localhost:4318");
		MockEnvironment environment = new MockEnvironment().withProperty("tracing.export.endpoint", endpoint);
		assertThat(OtlpEndpoint.url(environment)).isNull();
	}

	@Test
	void pathFollowsTheTransportThatIsInEffect() {
		MockEnvironment environment = new MockEnvironment()
			.withProperty("tracing.export.endpoint", "http://collector:4318")
			.withProperty("management.opentelemetry.tracing.export.otlp.transport", "grpc");
		assertThat(OtlpEndpoint.url(environment)).isEqualTo("http://collector:4318");
	}

	@Test
	void nothingFollowsFromNoEndpoint() {
		assertThat(OtlpEndpoint.url(new MockEnvironment())).isNull();
		assertThat(OtlpEndpoint.transport(new MockEnvironment())).isNull();
	}

}
