/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.common.Clock;

/**
 * Clock of all spans that a trace has in this process. Their distances are real, even if
 * somebody sets the wall clock in the meantime. Traces that begin at about the same time
 * share one, since nothing else takes as long as to ask for the time of day: after
 * somebody has set that, or the machine has slept, traces begin by the old one for a
 * tenth of a second. Spans of the SDK in the same trace have the SDK's clock.
 *
 * @param epochNanos a time of day, nanoseconds since 1970
 * @param nanoTime the same moment on the clock that nobody sets
 */
record SpanClock(long epochNanos, long nanoTime) {

	private static final Clock CLOCK = Clock.getDefault();

	private static final long SHARED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	// Between the two a thread may have to wait for the processor.
	private static final long NEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

	private static final int ATTEMPTS = 5;

	private static volatile SpanClock latest = read();

	/**
	 * Clock of a trace that begins.
	 * @param nanoTime the moment, by the clock that nobody sets
	 * @return the clock
	 */
	static SpanClock at(long nanoTime) {
		SpanClock clock = latest;
		if (nanoTime - clock.nanoTime > SHARED_NANOS) {
			clock = read();
			latest = clock;
		}
		return clock;
	}

	private static SpanClock read() {
		SpanClock best = null;
		long nearest = Long.MAX_VALUE;
		for (int i = 0; i < ATTEMPTS && nearest > NEAR_NANOS; i++) {
			long before = CLOCK.nanoTime();
			long now = CLOCK.now();
			long after = CLOCK.nanoTime();
			if (best == null || after - before < nearest) {
				nearest = after - before;
				best = new SpanClock(now, before + nearest / 2);
			}
		}
		return Objects.requireNonNull(best);
	}

	static long nanos() {
		return CLOCK.nanoTime();
	}

	long now() {
		return timeOf(nanos());
	}

	long timeOf(long nanoTime) {
		return this.epochNanos + (nanoTime - this.nanoTime);
	}

}
