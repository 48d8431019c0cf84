/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Never lets more through than a burst and what a second adds to it. Whoever was let
 * through while others were not stands for an unknown number of traces.
 */
final class HardLimit {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Verdict refusal;

	private final long interval;

	private final long tolerance;

	// When the next trace would be due if they came evenly.
	private final AtomicLong due;

	private volatile long bitesUntil;

	/**
	 * Creates a limit.
	 * @param perSecond how many are let through per second in the long run
	 * @param burst how many at once
	 * @param now the time, in nanoseconds
	 * @param reason what a refusal is counted as
	 */
	HardLimit(double perSecond, long burst, long now, Reason reason) {
		this.refusal = reason.drop();
		this.interval = Math.max(1, Math.round(SECOND / perSecond));
		this.tolerance = this.interval * (burst - 1);
		this.due = new AtomicLong(now);
		this.bitesUntil = now;
	}

	boolean admits(long now) {
		while (true) {
			long due = this.due.get();
			long start = (due - now > 0) ? due : now;
			if (start - now > this.tolerance) {
				this.bitesUntil = now + SECOND;
				return false;
			}
			if (this.due.compareAndSet(due, start + this.interval)) {
				return true;
			}
		}
	}

	Verdict refusal() {
		return this.refusal;
	}

	/**
	 * Whether it has refused a trace within the last second.
	 * @param now the time, in nanoseconds
	 * @return whether probabilities are unknown
	 */
	boolean bites(long now) {
		return this.bitesUntil - now > 0;
	}

}
