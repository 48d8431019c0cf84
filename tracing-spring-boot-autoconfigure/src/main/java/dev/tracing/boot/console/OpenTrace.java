/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/**
 * A trace that is not finished. Guarded by the lock of {@link OpenTraces}.
 */
final class OpenTrace {

	/**
	 * A flush may join one that began before the last span ended; the second one does
	 * not.
	 */
	private static final int FLUSHES = 2;

	private final String traceId;

	private final List<FinishedSpan> spans = new ArrayList<>();

	private long firstAt;

	private long lastAt;

	private boolean continued;

	private int open;

	private int ended;

	private int received;

	private int flushes;

	private @Nullable CompletableResultCode flush;

	OpenTrace(String traceId, boolean continued, long now) {
		this.traceId = traceId;
		this.continued = continued;
		this.firstAt = now;
		this.lastAt = now;
	}

	void started(long now) {
		this.open++;
		touch(now);
	}

	void ended(long now) {
		this.open = Math.max(0, this.open - 1);
		this.ended++;
		touch(now);
	}

	private void touch(long now) {
		this.lastAt = now;
		this.flushes = 0;
		this.flush = null;
	}

	void received(FinishedSpan span, int maxSpans, long now) {
		this.received++;
		if (this.received > this.ended) {
			// Nobody counted this span. There may be more of its kind.
			this.lastAt = now;
		}
		if (this.spans.size() < maxSpans) {
			this.spans.add(span);
		}
	}

	boolean isQuiet(long now, long quietNanos) {
		return this.open == 0 && now - this.lastAt >= quietNanos;
	}

	boolean isOlderThan(long now, long nanos) {
		return now - this.firstAt >= nanos;
	}

	boolean isReceived() {
		return this.received >= this.ended;
	}

	// Whether all that can arrive has arrived, if the trace is quiet.
	boolean isDrained() {
		return isReceived() || (this.flushes >= FLUSHES && this.flush != null && this.flush.isDone());
	}

	boolean wantsFlush() {
		return this.flush == null || (this.flush.isDone() && this.flushes < FLUSHES);
	}

	void flushing(CompletableResultCode flush) {
		this.flushes++;
		this.flush = flush;
	}

	boolean isEmpty() {
		return this.spans.isEmpty();
	}

	int open() {
		return this.open;
	}

	String traceId() {
		return this.traceId;
	}

	// Hands the spans over and starts anew, for those that end later.
	FinishedTrace take(long now) {
		int missing = Math.max(0, this.ended - this.received);
		FinishedTrace finished = new FinishedTrace(this.traceId, this.spans, this.received - this.spans.size(),
				this.open, missing, this.continued);
		this.spans.clear();
		this.firstAt = now;
		this.received = 0;
		this.ended = 0;
		this.continued = true;
		return finished;
	}

}
