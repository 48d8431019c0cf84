/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;

import dev.tracing.boot.operation.Lasting;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
	void streamInATraceDoesNotMakeItsCallerFast() {
		try (RescueBench bench = RescueBench.of()) {
			Span caller = bench.root("caller");
			SpanContext seen = caller.getSpanContext();
			Span remote = Span.wrap(SpanContext.createFromRemoteParent(seen.getTraceId(), seen.getSpanId(),
					TraceFlags.getDefault(), TraceState.getDefault()));
			Span stream = bench.tracer()
				.spanBuilder("stream")
				.setParent(Lasting.mark(Context.root().with(remote)))
				.startSpan();
			bench.pass(5_000);
			stream.end();
			assertThat(bench.names()).isEmpty();
			caller.end();
			assertThat(bench.names()).containsExactly("caller", "stream");
		}
	}

	@ParameterizedTest
	@CsvSource({ "text/event-stream, false", "Text/Event-Stream;charset=UTF-8, false", "application/x-ndjson, false",
			"application/stream+json, false", "text/event-streams, true", "application/grpc, true",
			"application/json, true" })
	void typeOfTheBodyTellsAStream(String contentType, boolean slow) {
		try (RescueBench bench = RescueBench.of()) {
			bench.root("body", 9_000, Attributes.of(CONTENT_TYPE, List.of(contentType)));
			assertThat(bench.names()).hasSize(slow ? 1 : 0);
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
