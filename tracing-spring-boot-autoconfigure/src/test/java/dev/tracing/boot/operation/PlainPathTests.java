/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class PlainPathTests {

	@ParameterizedTest
	@CsvSource({ "/orders, /orders", "/orders, /orders/", "/orders, /orders/7", "/orders, /order", "/orders/**, /orders",
			"/orders/**, /orders/", "/orders/**, /orders/7/items", "/orders/**, /ordersx", "/**, /", "/**, /orders" })
	void matchesWhatSpringsPatternMatches(String pattern, String path) {
		PlainPath plain = PlainPath.parse(pattern);
		assertThat(plain).isNotNull();
		assertThat(plain.matches(path))
			.isEqualTo(PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders/*", "/orders/{id}", "/order?", "/**/orders", "/orders/{*rest}", "/a%20b", "/a;b" })
	void otherPatternsArePatterns(String pattern) {
		assertThat(PlainPath.parse(pattern)).isNull();
	}

	@Test
	void encodedPathsAndParametersAreNoText() {
		assertThat(PlainPath.isText("/orders/7")).isTrue();
		assertThat(PlainPath.isText("/%6frders")).isFalse();
		assertThat(PlainPath.isText("/orders;a=b")).isFalse();
	}

}
