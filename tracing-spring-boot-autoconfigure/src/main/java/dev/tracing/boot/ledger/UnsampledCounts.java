/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * How many spans were not recorded, by reason, from whoever drops them.
 */
final class UnsampledCounts {

	private final Iterable<UnsampledSpans> sources;

	private final AtomicBoolean listening = new AtomicBoolean();

	private final Map<String, LongSupplier> counts = new ConcurrentHashMap<>();

	/**
	 * Creates counts.
	 * @param sources who drops spans, looked up at the first question
	 */
	UnsampledCounts(Iterable<UnsampledSpans> sources) {
		this.sources = sources;
	}

	Map<String, Long> read() {
		Map<String, Long> read = new TreeMap<>();
		counts().forEach((reason, count) -> read.put(reason, count.getAsLong()));
		return read;
	}

	long sum() {
		long sum = 0;
		for (LongSupplier count : counts().values()) {
			sum += count.getAsLong();
		}
		return sum;
	}

	private Map<String, LongSupplier> counts() {
		if (this.listening.compareAndSet(false, true)) {
			this.sources.forEach((source) -> source.forEachReason(this.counts::put));
		}
		return this.counts;
	}

}
