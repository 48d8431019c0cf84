/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets one of all who ask go on, and for a while nobody else: what can go wrong with
 * every span is said once in a minute.
 */
public final class Pace {

	private final long periodNanos;

	private final LongSupplier nanoClock;

	private final AtomicLong next;

	/**
	 * Creates a pace; the first who asks may go on.
	 * @param period for how long nobody else may
	 * @param nanoClock the time in nanoseconds
	 */
	public Pace(Duration period, LongSupplier nanoClock) {
		this.periodNanos = period.toNanos();
		this.nanoClock = nanoClock;
		this.next = new AtomicLong(nanoClock.getAsLong());
	}

	/**
	 * Creates a pace for messages, which is a minute.
	 * @param nanoClock the time in nanoseconds
	 * @return the pace
	 */
	public static Pace ofMessages(LongSupplier nanoClock) {
		return new Pace(Duration.ofMinutes(1), nanoClock);
	}

	/**
	 * Whether the caller may go on. Never blocks; of several who ask at the same time one
	 * may.
	 * @return whether he may
	 */
	public boolean isDue() {
		long now = this.nanoClock.getAsLong();
		long due = this.next.get();
		return now - due >= 0 && this.next.compareAndSet(due, now + this.periodNanos);
	}

}
