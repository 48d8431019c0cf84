/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What became of traces and spans that were not sampled.
 */
final class RescueCounts {

	final LongAdder forgotten = new LongAdder();

	final LongAdder flooded = new LongAdder();

	final LongAdder evictedByTraces = new LongAdder();

	final LongAdder evictedByBytes = new LongAdder();

	final LongAdder elided = new LongAdder();

	final LongAdder lateRescued = new LongAdder();

	final LongAdder lateForgotten = new LongAdder();

	final LongAdder verdictsForgotten = new LongAdder();

	private volatile @Nullable Consumer<String> listener;

	void onForgotten(Consumer<String> listener) {
		this.listener = listener;
	}

	/**
	 * A trace is forgotten.
	 * @param first the first of its spans; null if there are none
	 */
	void tellRoots(@Nullable Held first) {
		Consumer<String> listener = this.listener;
		if (listener == null) {
			return;
		}
		for (Held held = first; held != null; held = held.next()) {
			if (held.worth() == Held.ROOT) {
				listener.accept(held.span().getName());
			}
		}
	}

}
