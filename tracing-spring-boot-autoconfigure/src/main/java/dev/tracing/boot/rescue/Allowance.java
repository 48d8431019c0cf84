/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many per second, and what was not used of one second beside it.
 */
final class Allowance {

	private final long interval;

	private final long patience;

	private final AtomicLong next;

	private volatile long asked;

	Allowance(double perSecond, long now) {
		this.interval = (long) (1e9 / perSecond);
		this.patience = (long) (this.interval * Math.max(0, perSecond - 1));
		this.next = new AtomicLong(now);
		this.asked = now;
	}

	boolean has(long now) {
		this.asked = now;
		return this.next.get() - now <= this.patience;
	}

	boolean take(long now) {
		this.asked = now;
		while (true) {
			long next = this.next.get();
			long from = (next - now > 0) ? next : now;
			if (from - now > this.patience) {
				return false;
			}
			if (this.next.compareAndSet(next, from + this.interval)) {
				return true;
			}
		}
	}

	long asked() {
		return this.asked;
	}

}
