/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decisions per second between two looks at the counters, which nobody else has to make.
 */
final class DecisionRate {

	private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

	private final Object lock = new Object();

	private final LongSupplier nanoTime;

	private Look before;

	private Look last;

	DecisionRate(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.before = new Look(nanoTime.getAsLong(), 0, 0);
		this.last = this.before;
	}

	/**
	 * Looks at the counters.
	 * @param reasons the counters
	 * @return decisions per second since the look before that was at least a second ago
	 */
	Map<String, Object> look(List<Reason> reasons) {
		long sampled = 0;
		long dropped = 0;
		for (Reason reason : reasons) {
			sampled += reason.sampled();
			dropped += reason.dropped();
		}
		Look now = new Look(this.nanoTime.getAsLong(), sampled, dropped);
		synchronized (this.lock) {
			if (now.nanos - this.last.nanos >= SHORTEST) {
				this.before = this.last;
				this.last = now;
			}
			return now.since(this.before);
		}
	}

	/**
	 * What the counters said at a time.
	 */
	private record Look(long nanos, long sampled, long dropped) {

		Map<String, Object> since(Look before) {
			double seconds = Math.max(0.001, (this.nanos - before.nanos) / 1e9);
			Map<String, Object> rates = new LinkedHashMap<>();
			rates.put("sampledPerSecond", rounded((this.sampled - before.sampled) / seconds));
			rates.put("droppedPerSecond", rounded((this.dropped - before.dropped) / seconds));
			rates.put("seconds", rounded(seconds));
			return rates;
		}

		private static double rounded(double value) {
			return Math.round(value * 1000) / 1000.0;
		}

	}

}
