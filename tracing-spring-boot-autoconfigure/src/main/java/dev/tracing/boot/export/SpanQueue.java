/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Finished spans that wait for their export. If it is full, a remarkable span takes the
 * place of an unremarkable one. Spans are only looked at then: what fits costs no
 * thought.
 *
 * @param <E> type of the spans
 */
final class SpanQueue<E> {

	// How many queued spans one that ends looks at to find an unremarkable one. Those
	// that stay are not looked at again.
	private static final int MAX_TRIES = 16;

	private final int capacity;

	private final Predicate<E> remarkable;

	private final AtomicInteger size = new AtomicInteger();

	private final Ring<E> waiting;

	// Known to be remarkable, because they were looked at. Made for the first of them.
	private final AtomicReference<@Nullable Ring<E>> kept = new AtomicReference<>();

	private volatile Consumer<E> losses = (span) -> {
	};

	SpanQueue(int capacity, Predicate<E> remarkable) {
		this.capacity = capacity;
		this.remarkable = remarkable;
		this.waiting = new Ring<>(capacity);
	}

	/**
	 * Tells of each span that is lost from now on, on the thread that brought it or
	 * another one.
	 * @param listener who wants to know
	 */
	void onLoss(Consumer<E> listener) {
		this.losses = listener;
	}

	int size() {
		return this.size.get();
	}

	int capacity() {
		return this.capacity;
	}

	/**
	 * Adds a span if there is room for it, or if it is worth more than another one.
	 * @param span the span
	 * @return how many spans were lost: this one or a queued one
	 */
	int offer(E span) {
		if (enter()) {
			return add(this.waiting, span);
		}
		return this.remarkable.test(span) ? displace(span) : lose(span);
	}

	/**
	 * Takes a span, the remarkable ones first.
	 * @return the span; null if there is none, or it is still being added
	 */
	@Nullable E poll() {
		Ring<E> kept = this.kept.get();
		E span = (kept != null) ? kept.poll() : null;
		if (span == null) {
			span = this.waiting.poll();
		}
		if (span != null) {
			this.size.decrementAndGet();
		}
		return span;
	}

	// Before it is added, so that there are never more spans than were counted.
	private boolean enter() {
		int current = this.size.get();
		while (current < this.capacity) {
			if (this.size.compareAndSet(current, current + 1)) {
				return true;
			}
			current = this.size.get();
		}
		return false;
	}

	private int displace(E span) {
		Ring<E> kept = kept();
		int lost = 0;
		for (int i = 0; i < MAX_TRIES; i++) {
			E oldest = this.waiting.poll();
			if (oldest == null) {
				break;
			}
			if (!this.remarkable.test(oldest)) {
				return lost + lose(oldest) + add(kept, span);
			}
			lost += add(kept, oldest);
		}
		return lost + lose(span);
	}

	private Ring<E> kept() {
		Ring<E> current = this.kept.get();
		if (current != null) {
			return current;
		}
		Ring<E> created = new Ring<>(this.capacity);
		Ring<E> other = this.kept.compareAndExchange(null, created);
		return (other != null) ? other : created;
	}

	// There is room, except for the moment in which another thread has taken an element
	// and not yet freed its slot: no reason to wait for it.
	private int add(Ring<E> ring, E span) {
		if (ring.offer(span)) {
			return 0;
		}
		this.size.decrementAndGet();
		return lose(span);
	}

	private int lose(E span) {
		this.losses.accept(span);
		return 1;
	}

}
