/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets traces wait a while for spans that outlive their local roots. Where nothing is to
 * wait there is no thread.
 */
final class Linger implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Linger.class);

	private static final int LOOKS = 4;

	private final long nanos;

	private final LongSupplier nanoTime;

	private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private @Nullable ScheduledFuture<?> looks;

	private @Nullable Consumer<LocalTrace> settle;

	/**
	 * Creates a linger.
	 * @param nanos how long traces wait, in nanoseconds; 0 for not at all
	 * @param nanoTime the time, in nanoseconds
	 */
	Linger(long nanos, LongSupplier nanoTime) {
		this.nanos = nanos;
		this.nanoTime = nanoTime;
	}

	boolean isSet() {
		return this.nanos > 0;
	}

	/**
	 * Begins to look for traces that have waited for long enough.
	 * @param settle what decides on them
	 */
	void start(Consumer<LocalTrace> settle) {
		if (!isSet()) {
			return;
		}
		this.settle = settle;
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Linger::thread);
		long period = Math.max(TimeUnit.MILLISECONDS.toNanos(1), this.nanos / LOOKS);
		this.looks = executor.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
		this.executor = executor;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "tracing-rescue-linger");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Lets a trace wait whose local roots have ended.
	 * @param trace the trace
	 * @return whether there is something to wait for
	 */
	boolean waitsFor(LocalTrace trace) {
		if (this.closed || trace.isIdle()) {
			return false;
		}
		this.waiting.add(new Waiting(trace, this.nanoTime.getAsLong() + this.nanos));
		return true;
	}

	private void look() {
		Waiting first = this.waiting.peek();
		while (first != null && this.nanoTime.getAsLong() - first.until >= 0) {
			this.waiting.poll();
			settle(first.trace);
			first = this.waiting.peek();
		}
	}

	private void settle(LocalTrace trace) {
		try {
			if (this.settle != null) {
				this.settle.accept(trace);
			}
		}
		catch (RuntimeException ex) {
			// An executor does not repeat what has failed once.
			logger.debug("A trace is not decided on", ex);
		}
	}

	/**
	 * Decides on what waits, without waiting for it any longer.
	 */
	@Override
	public void close() {
		this.closed = true;
		if (this.looks != null) {
			this.looks.cancel(false);
		}
		if (this.executor != null) {
			this.executor.shutdown();
		}
		for (Waiting each = this.waiting.poll(); each != null; each = this.waiting.poll()) {
			settle(each.trace);
		}
	}

	private record Waiting(LocalTrace trace, long until) {
	}

}
