/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Authority}.
 */
class AuthorityTests {

	@ParameterizedTest
	@CsvSource({ "orders:9090,orders,9090", "orders,orders,0", "[::1]:9090,::1,9090", "[::1],::1,0", "::1,::1,0",
			"me@orders:1,orders,1", "orders:x,orders,0", "orders:,orders,0", "orders:65535,orders,65535",
			"orders:65536,orders,0", "orders:99999999999,orders,0", "a:b:c,a:b:c,0" })
	void hostAndPortAreToldApart(String text, String host, int port) {
		assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":80", "@", "[]", "[]:80" })
	void textWithoutHostIsNone(String text) {
		assertThat(Authority.parse(text)).isNull();
	}

	@Test
	void textThatNoNameServerKnowsIsNone() {
		@Nullable String none = null;
		assertThat(Authority.parse(none)).isNull();
		assertThat(Authority.parse("x".repeat(255))).isNotNull();
		assertThat(Authority.parse("x".repeat(256))).isNull();
	}

}
