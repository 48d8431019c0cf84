/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * The way to a collector behind which there is a spool. One request is on it at a time,
 * because each that is on it when the process is killed may arrive once more.
 *
 * @param <S> what waits without a thread
 */
final class Lane<S> {

	private final Semaphore free = new Semaphore(1, true);

	// Belongs to one thread.
	private final Queue<S> waiting = new ArrayDeque<>();

	/**
	 * Enters, or waits to be called. Who waits comes first, threads before all others.
	 * @param who who wants to enter
	 * @return whether he is in
	 */
	boolean enter(S who) {
		boolean next = this.waiting.isEmpty() || this.waiting.peek() == who;
		if (next && isFree() && this.free.tryAcquire()) {
			this.waiting.poll();
			return true;
		}
		if (!this.waiting.contains(who)) {
			this.waiting.add(who);
		}
		return false;
	}

	boolean isFree() {
		return this.free.availablePermits() > 0 && !this.free.hasQueuedThreads();
	}

	/**
	 * Enters, however long it takes.
	 */
	void enter() throws InterruptedException {
		this.free.acquire();
	}

	void leave() {
		this.free.release();
	}

	/**
	 * Returns whose turn it is to try again.
	 * @return who waits for longest; null if nobody does
	 */
	@Nullable S next() {
		return this.waiting.peek();
	}

	boolean forget(S who) {
		return this.waiting.remove(who);
	}

}
