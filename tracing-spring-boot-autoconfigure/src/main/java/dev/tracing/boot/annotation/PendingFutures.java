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
import org.jspecify.annotations.Nullable;

/**
 * Looks every few milliseconds whether futures that offer no callback, such as the ones
 * of an executor, are done. One daemon thread looks, and only while there is something to
 * look at.
 */
final class PendingFutures implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 5;

	private final BlockingQueue<Pending> arrivals = new LinkedBlockingQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final int maxSize;

	private final Object lock = new Object();

	private @Nullable Thread thread;

	private volatile boolean closed;

	PendingFutures(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Ends an operation once a future is done.
	 * @param future the future
	 * @param call the call that returned it
	 * @param operation the operation of the call
	 * @return whether it is watched; otherwise there are too many already
	 */
	boolean add(Future<?> future, TracedCall call, Operation operation) {
		if (this.closed || this.size.incrementAndGet() > this.maxSize) {
			this.size.decrementAndGet();
			return false;
		}
		this.arrivals.add(new Pending(future, call, operation));
		startThread();
		return true;
	}

	@Override
	public void close() {
		this.closed = true;
		synchronized (this.lock) {
			if (this.thread != null) {
				this.thread.interrupt();
			}
		}
	}

	private void startThread() {
		synchronized (this.lock) {
			if (this.thread == null) {
				this.thread = new Thread(this::watch, "tracing-futures");
				this.thread.setDaemon(true);
				this.thread.start();
			}
		}
	}

	private void watch() {
		List<Pending> pending = new ArrayList<>();
		try {
			while (!this.closed) {
				Pending arrival = pending.isEmpty() ? this.arrivals.take()
						: this.arrivals.poll(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
				if (arrival != null) {
					pending.add(arrival);
				}
				endWhatIsDone(pending);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.arrivals.drainTo(pending);
		pending.forEach((left) -> left.operation().end());
	}

	private void endWhatIsDone(List<Pending> pending) {
		for (Iterator<Pending> all = pending.iterator(); all.hasNext();) {
			Pending next = all.next();
			if (next.future().isDone()) {
				all.remove();
				this.size.decrementAndGet();
				end(next.future(), next.call(), next.operation());
			}
		}
	}

	/**
	 * Ends an operation with the outcome of a future that is done.
	 * @param future the future
	 * @param call the call that returned it
	 * @param operation the operation of the call
	 */
	static void end(Future<?> future, TracedCall call, Operation operation) {
		try {
			if (future.isCancelled()) {
				operation.end();
			}
			else {
				call.succeed(operation, future.get());
			}
		}
		catch (ExecutionException ex) {
			call.complete(operation, null, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			operation.end();
		}
		catch (RuntimeException ex) {
			operation.end();
		}
	}

	private record Pending(Future<?> future, TracedCall call, Operation operation) {
	}

}
