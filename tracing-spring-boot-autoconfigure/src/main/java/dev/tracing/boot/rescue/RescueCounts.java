/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.tracing.boot.ledger.SpanFate;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * What became of traces and spans that were not sampled.
 */
final class RescueCounts {

	final LongAdder forgotten = new LongAdder();

	final LongAdder flooded = new LongAdder();

	final LongAdder beyondKinds = new LongAdder();

	final LongAdder evictedByTraces = new LongAdder();

	final LongAdder evictedByBytes = new LongAdder();

	final LongAdder elided = new LongAdder();

	final LongAdder lateRescued = new LongAdder();

	final LongAdder lateForgotten = new LongAdder();

	final LongAdder verdictsForgotten = new LongAdder();

	private volatile @Nullable Consumer<String> ofForgotten;

	private volatile @Nullable BiConsumer<String, SpanFate> ofEvicted;

	void onForgotten(Consumer<String> listener) {
		this.ofForgotten = listener;
	}

	void onEvicted(BiConsumer<String, SpanFate> listener) {
		this.ofEvicted = listener;
	}

	/**
	 * A trace is forgotten.
	 * @param first the first of its spans; null if there are none
	 */
	void tellRoots(@Nullable Held first) {
		Consumer<String> listener = this.ofForgotten;
		if (listener == null) {
			return;
		}
		for (Held held = first; held != null; held = held.next()) {
			if (held.worth() == Held.ROOT) {
				listener.accept(held.span().getName());
			}
		}
	}

	void tellRoot(ReadableSpan root) {
		Consumer<String> listener = this.ofForgotten;
		if (listener != null) {
			listener.accept(root.getName());
		}
	}

	/**
	 * A trace is evicted.
	 * @param first the first of its spans; null if there are none
	 */
	void tellEvicted(@Nullable Held first) {
		BiConsumer<String, SpanFate> listener = this.ofEvicted;
		if (listener == null) {
			return;
		}
		for (Held held = first; held != null; held = held.next()) {
			listener.accept(held.span().getName(), SpanFate.EVICTED);
		}
	}

}
