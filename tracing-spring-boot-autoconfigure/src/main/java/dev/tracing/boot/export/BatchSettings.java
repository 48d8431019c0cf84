/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;

/**
 * How spans are exported in batches.
 *
 * @param queueSize most spans that wait
 * @param batchSize most spans in one export
 * @param enough how many spans are exported without delay
 * @param delay longest time that a span waits for its batch to fill
 * @param timeout longest time that an export is waited for; zero for any time
 * @param concurrency most exports at the same time
 */
record BatchSettings(int queueSize, int batchSize, int enough, Duration delay, Duration timeout, int concurrency) {

	// Half of all, so that it may be added to any time.
	private static final long ANY_TIME = Long.MAX_VALUE / 2;

	long delayNanos() {
		return this.delay.toNanos();
	}

	long timeoutNanos() {
		return this.timeout.isZero() ? ANY_TIME : this.timeout.toNanos();
	}

}
