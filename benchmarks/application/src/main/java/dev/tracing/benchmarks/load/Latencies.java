/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * How long each request took on the clock, at a steady rate.
 */
final class Latencies {

	private final long[] nanos;

	private final long periodNanos;

	private long next = System.nanoTime();

	private int count;

	/**
	 * Creates a measurement.
	 * @param requests how many requests there will be
	 * @param perSecond how many of them in a second
	 */
	Latencies(int requests, int perSecond) {
		this.nanos = new long[requests];
		this.periodNanos = 1_000_000_000L / perSecond;
	}

	/**
	 * Waits until it is time for the next request. What is late is not made up for.
	 */
	void await() {
		this.next = Math.max(this.next + this.periodNanos, System.nanoTime());
		for (long left = this.next - System.nanoTime(); left > 0; left = this.next - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	void add(long nanos) {
		this.nanos[this.count++] = nanos;
	}

	/**
	 * Returns the median, the 99th and the 99.9th percentile.
	 * @return the three, in nanoseconds
	 */
	String percentiles() {
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return at(sorted, 0.5) + " " + at(sorted, 0.99) + " " + at(sorted, 0.999);
	}

	private static long at(long[] sorted, double part) {
		return sorted[(int) Math.ceil(part * sorted.length) - 1];
	}

}
