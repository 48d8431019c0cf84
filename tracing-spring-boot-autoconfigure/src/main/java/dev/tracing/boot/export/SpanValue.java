/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Tells which spans are worth more than others if not all can be kept: those that failed,
 * recorded an exception or were slow.
 */
final class SpanValue {

	private static final String EXCEPTION = "exception";

	private final long slowNanos;

	SpanValue(Duration slowerThan) {
		this.slowNanos = slowerThan.toNanos();
	}

	boolean isRemarkable(ReadableSpan span) {
		// The data is a copy: only if the rest does not tell.
		return span.getLatencyNanos() >= this.slowNanos || isRemarkable(span.toSpanData());
	}

	boolean isRemarkable(SpanData span) {
		if (span.getStatus().getStatusCode() == StatusCode.ERROR
				|| span.getEndEpochNanos() - span.getStartEpochNanos() >= this.slowNanos) {
			return true;
		}
		for (EventData event : span.getEvents()) {
			if (EXCEPTION.equals(event.getName())) {
				return true;
			}
		}
		return false;
	}

}
