/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.opentelemetry.sdk.common.CompletableResultCode;

/**
 * Those who wait until the spans of a queue are exported. Anyone may ask; all else is
 * known to the export thread alone.
 */
final class Flushes {

	private final long timeoutNanos;

	private final Queue<Flush> requests = new ConcurrentLinkedQueue<>();

	private final List<Flush> begun = new ArrayList<>();

	Flushes(long timeoutNanos) {
		this.timeoutNanos = timeoutNanos;
	}

	CompletableResultCode request(long now) {
		Flush flush = new Flush(now + this.timeoutNanos);
		this.requests.add(flush);
		return flush.result();
	}

	/**
	 * Lets nobody wait any longer who has not been listened to yet.
	 */
	void refuse() {
		for (Flush flush = this.requests.poll(); flush != null; flush = this.requests.poll()) {
			flush.result().fail();
		}
	}

	void end() {
		refuse();
		this.begun.forEach((flush) -> flush.result().fail());
		this.begun.clear();
	}

	void advance(long now, int queued, long batches, InFlight inFlight, GuardedExporter exporter) {
		for (Flush flush = this.requests.poll(); flush != null; flush = this.requests.poll()) {
			flush.begin(queued, inFlight);
			this.begun.add(flush);
		}
		if (!this.begun.isEmpty()) {
			this.begun.removeIf((flush) -> flush.advance(now, queued, batches, inFlight, exporter));
		}
	}

	void sent(int spans) {
		for (Flush flush : this.begun) {
			flush.sent(spans);
		}
	}

	boolean wantSpans() {
		for (Flush flush : this.begun) {
			if (flush.wantsSpans()) {
				return true;
			}
		}
		return false;
	}

	long nanosLeft(long now) {
		long left = Long.MAX_VALUE;
		for (Flush flush : this.begun) {
			left = Math.min(left, flush.nanosLeft(now));
		}
		return left;
	}

}
