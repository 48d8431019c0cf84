/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.operation.Operation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks every few milliseconds whether futures that offer no callback, such as the ones
 * of an executor, are done. One daemon thread looks, and only while there is something to
 * look at.
 */
final class PendingFutures implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PendingFutures.class);

	private static final long INTERVAL_MILLIS = 5;

	private final BlockingQueue<Pending> arrivals = new LinkedBlockingQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final int maxSize;

	private final long closeMillis;

	private final Object lock = new Object();

	private @Nullable Thread thread;

	private volatile boolean closed;

	PendingFutures(int maxSize) {
		this(maxSize, TimeUnit.SECONDS.toMillis(1));
	}

	/**
	 * Watches futures.
	 * @param maxSize how many at a time
	 * @param closeMillis how long closing may take
	 */
	PendingFutures(int maxSize, long closeMillis) {
		this.maxSize = maxSize;
		this.closeMillis = closeMillis;
	}

	/**
	 * Ends an operation once a future is done.
	 * @param future the future
	 * @param call the call that returned it
	 * @param operation the operation of the call
	 * @return whether it is watched; otherwise there are too many already
	 */
	boolean add(Future<?> future, TracedCall call, Operation operation) {
		synchronized (this.lock) {
			if (this.closed || this.size.get() >= this.maxSize) {
				return false;
			}
			this.size.incrementAndGet();
			this.arrivals.add(new Pending(future, call, operation));
			startThread();
			return true;
		}
	}

	/**
	 * Ends the operations of all futures that are watched, whether done or not, and
	 * watches no more.
	 */
	@Override
	public void close() {
		Thread watching;
		synchronized (this.lock) {
			this.closed = true;
			watching = this.thread;
		}
		if (watching != null) {
			watching.interrupt();
			try {
				watching.join(this.closeMillis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void startThread() {
		if (this.thread == null) {
			this.thread = new Thread(this::watch, "tracing-futures");
			this.thread.setDaemon(true);
			this.thread.start();
		}
	}

	private void watch() {
		List<Pending> pending = new ArrayList<>();
		while (!this.closed) {
			try {
				takeArrivals(pending);
			}
			catch (InterruptedException ex) {
				// By close(), which the loop asks for, or by a future that we asked.
				continue;
			}
			endWhatIsDone(pending);
		}
		// Nothing arrives after close().
		this.arrivals.drainTo(pending);
		pending.forEach((left) -> left.operation().end());
	}

	private void takeArrivals(List<Pending> pending) throws InterruptedException {
		Pending arrival = pending.isEmpty() ? this.arrivals.take()
				: this.arrivals.poll(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
		if (arrival != null) {
			pending.add(arrival);
			this.arrivals.drainTo(pending);
		}
	}

	private void endWhatIsDone(List<Pending> pending) {
		for (Iterator<Pending> all = pending.iterator(); all.hasNext();) {
			Pending next = all.next();
			if (endIfDone(next.future(), next.call(), next.operation())) {
				all.remove();
				this.size.decrementAndGet();
			}
		}
	}

	/**
	 * Ends an operation with the outcome of a future, unless that is still pending. A
	 * future that cannot be asked ends it without one.
	 * @param future the future
	 * @param call the call that returned it
	 * @param operation the operation of the call
	 * @return whether the operation has ended
	 */
	static boolean endIfDone(Future<?> future, TracedCall call, Operation operation) {
		try {
			if (!future.isDone()) {
				return false;
			}
			if (!future.isCancelled()) {
				endWithOutcome(future, call, operation);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Throwable ex) {
			// The code of the application: nobody else must suffer from what it throws.
			logger.debug("Cannot read the outcome of a future", ex);
		}
		operation.end();
		return true;
	}

	private static void endWithOutcome(Future<?> future, TracedCall call, Operation operation)
			throws InterruptedException {
		try {
			call.succeed(operation, future.get());
		}
		catch (ExecutionException ex) {
			call.complete(operation, null, ex);
		}
	}

	private record Pending(Future<?> future, TracedCall call, Operation operation) {
	}

}
