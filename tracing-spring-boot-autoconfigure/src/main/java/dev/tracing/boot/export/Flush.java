/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import io.opentelemetry.sdk.common.CompletableResultCode;

/**
 * Someone waits until what is queued now has been exported. Known to the export thread
 * alone, except for its result.
 */
final class Flush {

	private final CompletableResultCode result = new CompletableResultCode();

	private final long deadlineNanos;

	private long unsent;

	private long lastBatch = -1;

	private long failuresBefore;

	private boolean exporterAsked;

	Flush(long deadlineNanos) {
		this.deadlineNanos = deadlineNanos;
	}

	CompletableResultCode result() {
		return this.result;
	}

	void begin(int queued, InFlight inFlight) {
		this.unsent = queued;
		this.failuresBefore = inFlight.failures();
	}

	void sent(int spans) {
		this.unsent -= spans;
	}

	boolean wantsSpans() {
		return this.unsent > 0;
	}

	long nanosLeft(long now) {
		return this.deadlineNanos - now;
	}

	/**
	 * Goes on as far as it can.
	 * @param now the time
	 * @param queued how many spans are queued now
	 * @param batches how many batches have begun so far
	 * @param inFlight those that have not ended
	 * @param exporter is flushed too
	 * @return whether it is over
	 */
	boolean advance(long now, int queued, long batches, InFlight inFlight, GuardedExporter exporter) {
		if (!this.result.isDone() && nanosLeft(now) <= 0) {
			this.result.fail();
		}
		if (this.result.isDone()) {
			return true;
		}
		if (queued == 0) {
			// Some may have been displaced or refused, and do not come.
			this.unsent = 0;
		}
		if (wantsSpans() || this.exporterAsked) {
			return false;
		}
		if (this.lastBatch < 0) {
			this.lastBatch = batches;
		}
		if (!inFlight.hasAnyUpTo(this.lastBatch)) {
			this.exporterAsked = true;
			boolean failed = inFlight.failures() > this.failuresBefore;
			CompletableResultCode flushed = exporter.flush();
			flushed.whenComplete(() -> end(!failed && flushed.isSuccess()));
		}
		return this.result.isDone();
	}

	private void end(boolean success) {
		if (success) {
			this.result.succeed();
		}
		else {
			this.result.fail();
		}
	}

}
