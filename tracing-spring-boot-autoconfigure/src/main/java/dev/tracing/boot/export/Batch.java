/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.tracing.boot.ledger.Delivery;

/**
 * One export that has begun. It ends once: with the exporter's result, or because nobody
 * waits for it any longer.
 */
final class Batch {

	private final long number;

	private final long startNanos;

	private final Delivery delivery;

	private final AtomicBoolean ended = new AtomicBoolean();

	Batch(long number, long startNanos, Delivery delivery) {
		this.number = number;
		this.startNanos = startNanos;
		this.delivery = delivery;
	}

	/**
	 * Returns its place in the order of all batches.
	 * @return the place
	 */
	long number() {
		return this.number;
	}

	long startNanos() {
		return this.startNanos;
	}

	Delivery delivery() {
		return this.delivery;
	}

	/**
	 * Ends it, unless somebody has.
	 * @return whether the caller is the one who did
	 */
	boolean end() {
		return this.ended.compareAndSet(false, true);
	}

}
