/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import io.opentelemetry.sdk.common.Clock;

/**
 * Clock of all spans that a trace has in this process. Their distances are real, even if
 * somebody sets the wall clock in the meantime.
 *
 * @param epochNanos when it was started, nanoseconds since 1970
 * @param nanoTime the same moment on the clock that nobody sets
 */
record SpanClock(long epochNanos, long nanoTime) {

	private static final Clock CLOCK = Clock.getDefault();

	static SpanClock start() {
		return new SpanClock(CLOCK.now(), CLOCK.nanoTime());
	}

	long now() {
		return this.epochNanos + (CLOCK.nanoTime() - this.nanoTime);
	}

}
