/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.List;

import dev.tracing.boot.analysis.FinishedSpan;

/**
 * What is printed of a trace at one time.
 *
 * @param traceId id of the trace
 * @param spans the spans that were kept
 * @param notKept how many more there were
 * @param open how many are still open
 * @param missing how many have ended and were not handed over: filtered, or lost in a
 * full queue
 * @param continued whether other spans of this trace were printed before
 */
record FinishedTrace(String traceId, List<FinishedSpan> spans, int notKept, int open, int missing, boolean continued) {

	FinishedTrace {
		spans = List.copyOf(spans);
	}

	boolean isIncomplete() {
		return this.notKept > 0 || this.open > 0 || this.missing > 0;
	}

}
