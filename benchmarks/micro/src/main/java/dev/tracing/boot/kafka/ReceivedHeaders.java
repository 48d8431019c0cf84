/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import dev.tracing.benchmarks.micro.CallerHeaders;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of a record, as another service may have written them.
 */
public enum ReceivedHeaders {

	/**
	 * None of a trace.
	 */
	NONE(CallerHeaders.NONE, (headers) -> {
	}),

	/**
	 * A trace with state and baggage.
	 */
	TRACE_AND_BAGGAGE(CallerHeaders.TRACE_AND_BAGGAGE, (headers) -> {
	}),

	/**
	 * Every format that is read, none of them legible.
	 */
	MALFORMED(CallerHeaders.MALFORMED, (headers) -> {
	}),

	/**
	 * A trace that is as long as can be.
	 */
	LONG(CallerHeaders.LONG, (headers) -> {
	}),

	/**
	 * What no propagator would write and no server would let in: baggage in 500 headers
	 * and in one of a megabyte, after a trace without a value.
	 */
	FLOOD(CallerHeaders.TRACE, ReceivedHeaders::flood);

	private static final int BAGGAGE_HEADERS = 500;

	private static final int MEGABYTE = 1024 * 1024;

	private final CallerHeaders sender;

	private final Consumer<Headers> others;

	ReceivedHeaders(CallerHeaders sender, Consumer<Headers> others) {
		this.sender = sender;
		this.others = others;
	}

	RecordHeaders headers() {
		RecordHeaders headers = new RecordHeaders();
		this.sender.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
		this.others.accept(headers);
		return headers;
	}

	private static void flood(Headers headers) {
		headers.add("traceparent", null);
		for (int i = 0; i < BAGGAGE_HEADERS; i++) {
			headers.add("baggage", ("key" + i + "=value").getBytes(StandardCharsets.UTF_8));
		}
		headers.add("baggage", "x".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8));
	}

}
