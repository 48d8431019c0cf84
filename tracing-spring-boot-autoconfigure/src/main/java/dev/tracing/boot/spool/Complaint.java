/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One kind of trouble, said once in a minute at most.
 */
final class Complaint {

	private static final Logger logger = LoggerFactory.getLogger(Spool.class);

	private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final LongSupplier nanoClock;

	private final AtomicLong next;

	Complaint(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.next = new AtomicLong(nanoClock.getAsLong());
	}

	void say(String message, Object... arguments) {
		long now = this.nanoClock.getAsLong();
		long due = this.next.get();
		if (now - due >= 0 && this.next.compareAndSet(due, now + INTERVAL_NANOS)) {
			logger.warn(message, arguments);
		}
	}

}
