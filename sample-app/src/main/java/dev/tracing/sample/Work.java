/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Work that takes its time, as a database or a busy colleague would.
 */
public final class Work {

	private Work() {
	}

	/**
	 * Waits, or returns at once if the thread is interrupted.
	 * @param duration how long the work takes
	 */
	public static void take(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		long left = duration.toNanos();
		while (left > 0 && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(left);
			left = end - System.nanoTime();
		}
	}

}
