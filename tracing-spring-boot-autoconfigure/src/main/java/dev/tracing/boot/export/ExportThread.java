/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one export. It starts when it is first needed, and sleeps until the queue
 * is long enough.
 */
final class ExportThread {

	// No queue is that long: nobody wakes the thread.
	private static final int AWAKE = Integer.MAX_VALUE;

	private final Thread thread;

	private final AtomicBoolean started = new AtomicBoolean();

	// How long the queue must be for a span that ends to wake the thread.
	private final AtomicInteger wakeAt = new AtomicInteger(1);

	ExportThread(Runnable task, String name) {
		// Without thread locals of the request that happens to end the first span.
		this.thread = new Thread(null, task, name, 0, false);
		this.thread.setDaemon(true);
	}

	/**
	 * Has the thread work if the queue is long enough.
	 * @param queued length of the queue
	 */
	void notice(int queued) {
		int limit = this.wakeAt.get();
		if (queued >= limit && this.wakeAt.compareAndSet(limit, AWAKE)) {
			wake();
		}
	}

	void wake() {
		if (this.started.compareAndSet(false, true)) {
			this.thread.start();
		}
		else {
			LockSupport.unpark(this.thread);
		}
	}

	/**
	 * Lets the thread not start any more.
	 * @return false if it has started
	 */
	boolean forbid() {
		return this.started.compareAndSet(false, true);
	}

	/**
	 * Has the next span wake the thread if the queue is that long.
	 * @param queued length of the queue
	 */
	void wakeAt(int queued) {
		this.wakeAt.set(queued);
	}

	void sleep(long nanos) {
		LockSupport.parkNanos(this, nanos);
		this.wakeAt.set(AWAKE);
	}

	void interrupt() {
		if (this.thread.isAlive()) {
			this.thread.interrupt();
		}
	}

}
