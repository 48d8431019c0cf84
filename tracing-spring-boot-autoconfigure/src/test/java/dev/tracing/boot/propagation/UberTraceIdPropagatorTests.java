/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UberTraceIdPropagatorTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "07ad6b7169203331";

	private final UberTraceIdPropagator propagator = new UberTraceIdPropagator();

	@Test
	void whatIsWrittenIsRead() {
		SpanContext span = read(TRACE_ID + ":" + SPAN_ID + ":0:1");
		assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(span.getSpanId()).isEqualTo(SPAN_ID);
		assertThat(span.isSampled()).isTrue();
		assertThat(span.isRemote()).isTrue();
		Map<String, String> sent = new TreeMap<>();
		this.propagator.inject(Context.root().with(Span.wrap(span)), sent, Map::put);
		assertThat(sent).containsExactly(Map.entry("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1"));
	}

	@Test
	void leadingZerosMayBeMissing() {
		SpanContext span = read("8448eb211c80319c:7ad6b7169203331:0:0");
		assertThat(span.getTraceId()).isEqualTo("00000000000000008448eb211c80319c");
		assertThat(span.getSpanId()).isEqualTo(SPAN_ID);
		assertThat(span.isSampled()).isFalse();
	}

	@Test
	void colonsMayBeEncoded() {
		assertThat(read(TRACE_ID + "%3A" + SPAN_ID + "%3a0%3A1").getTraceId()).isEqualTo(TRACE_ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "B7AD6B7169203332", "-", "", "parent" })
	void nobodyReadsTheParent(String parent) {
		assertThat(read(TRACE_ID + ":" + SPAN_ID + ":" + parent + ":1").getSpanId()).isEqualTo(SPAN_ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "3", "01", "03", "0b" })
	void sampledIsOneBit(String flags) {
		assertThat(read(TRACE_ID + ":" + SPAN_ID + ":0:" + flags).isSampled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", ":::", ":::1", "0:0:0:1", "1:0:0:1", "0:1:0:1", "1:1", "1:1:0", "1:1:0:",
			"1:1:0:x", "1:1:0:001", "x:1:0:1", "1:x:0:1", "1 :1:0:1", "%3A%3A%3A", "1%3A1",
			"10af7651916cd43dd8448eb211c80319c:1:0:1", "1:1b7ad6b7169203331:0:1",
			"0af7651916cd43dd8448eb211c80319c:07ad6b7169203331:07ad6b7169203331:0000000000" })
	void whatIsIllegibleIsNotThere(String header) {
		assertThat(read(header).isValid()).isFalse();
	}

	private SpanContext read(String header) {
		return Span.fromContext(this.propagator.extract(Context.root(), header, new OneHeader())).getSpanContext();
	}

	private static final class OneHeader implements TextMapGetter<String> {

		@Override
		public Iterable<String> keys(String header) {
			return List.of("uber-trace-id");
		}

		@Override
		public String get(String header, String key) {
			return key.equals("uber-trace-id") ? header : null;
		}

	}

}
