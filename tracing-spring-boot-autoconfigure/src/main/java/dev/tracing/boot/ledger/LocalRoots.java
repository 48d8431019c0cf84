/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * Counts recorded local roots and those that failed: once somebody wants to know, since
 * the status of a span is not to be had without a copy of it.
 */
final class LocalRoots {

	private final LongAdder ended = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private volatile boolean wanted;

	void want() {
		this.wanted = true;
	}

	void ended(ReadableSpan span) {
		SpanContext parent = span.getParentSpanContext();
		if (!this.wanted || (parent.isValid() && !parent.isRemote())) {
			return;
		}
		this.ended.increment();
		if (span.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR) {
			this.failed.increment();
		}
	}

	long ended() {
		return this.ended.sum();
	}

	long failed() {
		return this.failed.sum();
	}

}
