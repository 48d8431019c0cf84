/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for traces that are slow, and for what may take its time.
 */
class SlowTracesTests {

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private static final AttributeKey<List<String>> CONTENT_TYPE = AttributeKey
		.stringArrayKey("http.response.header.content-type");

	@Test
	void slowTraceIsRescuedAndAFastOneIsNot() {
		try (RescueBench bench = RescueBench.of("slower-than=500ms")) {
			bench.root("slow", 500, Attributes.empty());
			bench.root("fast", 499, Attributes.empty());
			assertThat(bench.names()).containsExactly("slow");
			assertThat(bench.spans().get(0).getAttributes().get(REASON)).isEqualTo("slow");
		}
	}

	@Test
	void ruleHasItsOwnIdeaOfSlow() {
		try (RescueBench bench = RescueBench
			.of((context, name, kind, attributes) -> name.equals("report") ? 30_000_000_000L : -1)) {
			bench.root("report", 20_000, Attributes.empty());
			bench.root("report", 30_000, Attributes.empty());
			bench.root("other", 1_000, Attributes.empty());
			assertThat(bench.names()).containsExactly("other", "report");
		}
	}

	@Test
	void whatIsMeantToLastIsNotSlow() {
		try (RescueBench bench = RescueBench.of("never-slow[0]=/polls/**", "never-slow[1]=shop.Watch/*")) {
			bench.root("stream", 9_000, Attributes.of(CONTENT_TYPE, List.of("text/event-stream;charset=UTF-8")));
			bench.root("socket", 9_000, Attributes.of(AttributeKey.longKey("http.response.status_code"), 101L));
			bench.root("poll", 9_000, Attributes.of(AttributeKey.stringKey("url.path"), "/polls/7"));
			bench.root("legacy", 9_000, Attributes.of(AttributeKey.stringKey("http.target"), "/polls/7?a=b"));
			bench.root("shop.Watch/Orders", 9_000, Attributes.empty());
			assertThat(bench.names()).isEmpty();
			bench.root("pollster", 9_000, Attributes.of(AttributeKey.stringKey("url.path"), "/pollster"));
			assertThat(bench.names()).containsExactly("pollster");
		}
	}

	@Test
	void streamThatFailsIsRescued() {
		try (RescueBench bench = RescueBench.of()) {
			bench.root("stream", 9_000,
					Attributes.of(CONTENT_TYPE, List.of("text/event-stream"), AttributeKey.booleanKey("error"), true));
			assertThat(bench.names()).containsExactly("stream");
		}
	}

}
