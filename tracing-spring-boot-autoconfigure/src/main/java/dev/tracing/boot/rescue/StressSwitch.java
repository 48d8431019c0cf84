/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.sampling.LookAside;
import dev.tracing.boot.sampling.Stress;

/**
 * Is off while the process has too much to do or too little memory. Once a second whoever
 * asks makes another thread have a look, which takes milliseconds, or looks himself if
 * that has not got round to it for a second.
 */
final class StressSwitch {

	private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

	private final Supplier<Stress.Level> stress;

	private final LongSupplier nanoTime;

	private final LookAside look;

	private final AtomicLong nextLook;

	private volatile boolean off;

	/**
	 * Creates a switch that is on.
	 * @param stress looks at the process
	 * @param nanoTime the time, in nanoseconds
	 * @param looker where that is done
	 */
	StressSwitch(Supplier<Stress.Level> stress, LongSupplier nanoTime, Executor looker) {
		this.stress = stress;
		this.nanoTime = nanoTime;
		this.look = new LookAside(this::look, looker);
		this.nextLook = new AtomicLong(nanoTime.getAsLong() + PERIOD);
	}

	boolean isOn() {
		long now = this.nanoTime.getAsLong();
		long due = this.nextLook.get();
		if (now - due >= 0 && this.nextLook.compareAndSet(due, now + PERIOD)) {
			this.look.ask();
		}
		return !this.off;
	}

	// Without asking for the time.
	boolean wasOn() {
		return !this.off;
	}

	// Between too much and well again everything stays as it is.
	private void look() {
		Stress.Level level = this.stress.get();
		if (level != Stress.Level.SOME) {
			this.off = level == Stress.Level.HIGH;
		}
	}

}
