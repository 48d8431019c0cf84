/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a collector alone that has failed several times in a row or has asked for a
 * pause. After the pause a single request tries it; the others wait for what it finds.
 */
final class Circuit {

	private static final Logger logger = LoggerFactory.getLogger(Circuit.class);

	private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

	private final Object lock = new Object();

	private final int threshold;

	private final long probeNanos;

	private final Duration maxPause;

	private int failures;

	private boolean open;

	private boolean probing;

	private long openUntil;

	Circuit(CircuitProperties properties) {
		this.threshold = properties.failureThreshold();
		this.probeNanos = properties.probeInterval().toNanos();
		this.maxPause = properties.maxPause();
	}

	/**
	 * Asks to send. Whoever may must tell how it went.
	 * @param now the time
	 * @return how long to wait; zero to send now
	 */
	long permit(long now) {
		synchronized (this.lock) {
			if (!this.open) {
				return 0;
			}
			long wait = this.openUntil - now;
			if (wait > 0) {
				return wait;
			}
			if (this.probing) {
				return LOOK_AGAIN;
			}
			this.probing = true;
			return 0;
		}
	}

	boolean isClosed() {
		synchronized (this.lock) {
			return !this.open;
		}
	}

	void succeeded() {
		synchronized (this.lock) {
			boolean wasDead = this.failures >= this.threshold;
			this.failures = 0;
			this.open = false;
			this.probing = false;
			if (wasDead) {
				logger.info("The collector takes spans again");
			}
		}
	}

	/**
	 * An attempt has failed.
	 * @param now the time
	 * @param pause what the collector has asked for; zero for nothing
	 */
	void failed(long now, Duration pause) {
		synchronized (this.lock) {
			this.failures++;
			long wait = ((pause.compareTo(this.maxPause) < 0) ? pause : this.maxPause).toNanos();
			boolean dead = this.failures >= this.threshold;
			if (dead && (!this.open || this.probing)) {
				wait = Math.max(wait, this.probeNanos);
			}
			if (this.failures == this.threshold) {
				logger.warn(
						"The collector does not take spans; it is tried every {} ms from now on"
								+ " (tracing.export.circuit.probe-interval)",
						TimeUnit.NANOSECONDS.toMillis(this.probeNanos));
			}
			this.probing = false;
			if (wait > 0) {
				this.openUntil = this.open ? Math.max(this.openUntil, now + wait) : now + wait;
				this.open = true;
			}
		}
	}

}
