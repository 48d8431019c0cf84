/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.List;

/**
 * The headers of all formats in which a trace is known to travel, whichever of them the
 * application reads and writes. Baggage is none of them.
 */
public final class TraceHeaders {

	/**
	 * Names in the case in which they are usually written.
	 */
	public static final List<String> ALL = List.of("traceparent", "tracestate", "b3", "X-B3-TraceId", "X-B3-SpanId",
			"X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags", "uber-trace-id");

	private TraceHeaders() {
	}

}
