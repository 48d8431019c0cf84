/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short cuts decide as Spring's pattern does.
 */
class PathConditionTests {

	private static final List<String> PATHS = List.of("/", "/orders", "/orders/", "/orders/1", "/orders/1/lines",
			"/order", "/ordersx", "/Orders/1", "//orders/1", "/orders//1", "/orders;v=1/1", "/%6frders/1",
			"/orders/a%2Fb", "/a/orders", "/orders.json", "/inner", "/inn", "/x");

	@ParameterizedTest
	@ValueSource(strings = { "/**", "/*", "/{*rest}", "/orders", "/orders/", "/orders/*", "/orders/**", "/orders/{id}",
			"/orders/{id:\\d+}", "/orders/{*rest}", "/orders/{id}/lines", "/order?", "/order*", "/ord{rest}",
			"/*/orders", "/{any}/1", "/orders.{extension}", "/inn{rest}", "/%6frders/{id}" })
	void everyPathIsJudgedAsByThePattern(String text) {
		PathCondition condition = new PathCondition(text);
		PathPattern pattern = PathPatternParser.defaultInstance.parse(text);
		for (String path : PATHS) {
			assertThat(condition.matches(candidate(path))).as("%s and %s", text, path)
				.isEqualTo(pattern.matches(PathContainer.parsePath(path)));
		}
	}

	private static Candidate candidate(String path) {
		return new Candidate(Context.root(), "GET", SpanKind.SERVER,
				Attributes.builder().put("url.path", path).build());
	}

}
