/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.sampling.Stress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is off while the process has too much to do or too little memory. Once a second whoever
 * asks makes another thread have a look, which takes milliseconds, or looks himself if
 * that has not got round to it for a second.
 */
final class StressSwitch {

	private static final Logger logger = LoggerFactory.getLogger(StressSwitch.class);

	private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

	private final Supplier<Stress.Level> stress;

	private final LongSupplier nanoTime;

	private final Executor looker;

	private final AtomicLong nextLook;

	private volatile boolean off;

	private volatile boolean looking;

	/**
	 * Creates a switch that is on.
	 * @param stress looks at the process
	 * @param nanoTime the time, in nanoseconds
	 * @param looker where that is done
	 */
	StressSwitch(Supplier<Stress.Level> stress, LongSupplier nanoTime, Executor looker) {
		this.stress = stress;
		this.nanoTime = nanoTime;
		this.looker = looker;
		this.nextLook = new AtomicLong(nanoTime.getAsLong() + PERIOD);
	}

	boolean isOn() {
		long now = this.nanoTime.getAsLong();
		long due = this.nextLook.get();
		if (now - due >= 0 && this.nextLook.compareAndSet(due, now + PERIOD)) {
			haveALook();
		}
		return !this.off;
	}

	// Without asking for the time.
	boolean wasOn() {
		return !this.off;
	}

	private void haveALook() {
		if (this.looking) {
			// Whoever is to do it has too much to do himself.
			look();
			return;
		}
		this.looking = true;
		try {
			this.looker.execute(this::lookForOthers);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Nobody looks at the stress", ex);
		}
	}

	// Only this ends the waiting for it: one that nobody gets round to is the last one.
	private void lookForOthers() {
		try {
			look();
		}
		finally {
			this.looking = false;
		}
	}

	// Between too much and well again everything stays as it is.
	private void look() {
		Stress.Level level = this.stress.get();
		if (level != Stress.Level.SOME) {
			this.off = level == Stress.Level.HIGH;
		}
	}

}
