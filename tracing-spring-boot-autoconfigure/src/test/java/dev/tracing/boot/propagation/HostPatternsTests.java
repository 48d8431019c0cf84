/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostPatternsTests {

	@Test
	void nameIsTheWholeName() {
		HostPatterns patterns = new HostPatterns(List.of("Orders.example.com"));
		assertThat(patterns.match("orders.EXAMPLE.com")).isTrue();
		assertThat(patterns.match("my.orders.example.com")).isFalse();
		assertThat(patterns.match("orders.example.com.evil.example")).isFalse();
	}

	@Test
	void starIsEveryHostBelowADomain() {
		HostPatterns patterns = new HostPatterns(List.of("*.example.com"));
		assertThat(patterns.match("orders.example.com")).isTrue();
		assertThat(patterns.match("a.b.example.com")).isTrue();
		assertThat(patterns.match("example.com")).isFalse();
		assertThat(patterns.match("evilexample.com")).isFalse();
	}

	@Test
	void addressIsTheSameWithBracketsAndWithout() {
		HostPatterns patterns = new HostPatterns(List.of("[::1]"));
		assertThat(patterns.match("::1")).isTrue();
		assertThat(patterns.match("[::1]")).isTrue();
		assertThat(patterns.match("::2")).isFalse();
	}

	@Test
	void starAloneIsEveryHost() {
		assertThat(new HostPatterns(List.of("*")).match("anything")).isTrue();
		assertThat(new HostPatterns(List.of()).match("anything")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "order_service", "10.0.0.1", "[::1]", "*", "*.svc.cluster.local",
			"b\u00fccher.example" })
	void whatAPatternLooksLike(String text) {
		assertThat(HostPatterns.isPattern(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*.", "*.*", "*example.com", "orders.*", ".example.com", "https://example.com",
			"example.com:443", "example.com/path", "a b", "::1" })
	void whatItDoesNot(String text) {
		assertThat(HostPatterns.isPattern(text)).isFalse();
	}

}
