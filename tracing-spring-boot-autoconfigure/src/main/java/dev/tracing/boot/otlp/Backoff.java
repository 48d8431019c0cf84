/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.function.DoubleSupplier;

/**
 * How long to wait after attempts that failed: longer each time, and never all senders at
 * the same moment.
 */
final class Backoff {

	private final RetryProperties properties;

	private final DoubleSupplier random;

	/**
	 * Creates a backoff.
	 * @param properties its properties
	 * @param random numbers from 0.0 to 1.0
	 */
	Backoff(RetryProperties properties, DoubleSupplier random) {
		this.properties = properties;
		this.random = random;
	}

	long nanosAfter(int failures) {
		double nanos = this.properties.initialBackoff().toNanos()
				* Math.pow(this.properties.multiplier(), Math.max(0, failures - 1));
		double capped = Math.min(nanos, (double) this.properties.maxBackoff().toNanos());
		double jitter = (this.random.getAsDouble() * 2 - 1) * this.properties.jitter();
		return (long) (capped * (1 + jitter));
	}

}
