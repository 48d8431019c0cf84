/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace, at most as many as are allowed: the first half of these always
 * stays, in the other half an erroneous or slower span takes the place of a lesser one.
 * Threads add spans without waiting for each other.
 */
final class HeldSpans {

	/**
	 * What is answered to a span that comes too late.
	 */
	static final Held CLOSED = Held.mark();

	private static final AtomicReferenceArray<@Nullable Held> NO_PLACES = noPlaces();

	private static final AtomicIntegerFieldUpdater<HeldSpans> ADDED = AtomicIntegerFieldUpdater
		.newUpdater(HeldSpans.class, "added");

	private static final AtomicReferenceFieldUpdater<HeldSpans, @Nullable Held> TOP = AtomicReferenceFieldUpdater
		.newUpdater(HeldSpans.class, Held.class, "top");

	@SuppressWarnings("rawtypes") // a class has no type arguments
	private static final AtomicReferenceFieldUpdater<HeldSpans, @Nullable AtomicReferenceArray> PLACES = AtomicReferenceFieldUpdater
		.newUpdater(HeldSpans.class, AtomicReferenceArray.class, "places");

	private final int first;

	private final int contested;

	private volatile int added;

	private volatile @Nullable Held top;

	private volatile @Nullable AtomicReferenceArray<@Nullable Held> places;

	// What is worth no more is refused without looking. It only ever grows.
	private volatile long least = -1;

	HeldSpans(int limit) {
		this.contested = limit / 2;
		this.first = limit - this.contested;
	}

	private static AtomicReferenceArray<@Nullable Held> noPlaces() {
		AtomicReferenceArray<@Nullable Held> places = new AtomicReferenceArray<>(1);
		places.set(0, CLOSED);
		return places;
	}

	/**
	 * Adds a span.
	 * @param held the span
	 * @return the span that had to go: this one, another, or {@link #CLOSED}; null if
	 * none had to
	 */
	@Nullable Held add(Held held) {
		return (ADDED.getAndIncrement(this) < this.first) ? push(held) : compete(held);
	}

	private @Nullable Held push(Held held) {
		while (true) {
			Held top = this.top;
			if (top == CLOSED) {
				return CLOSED;
			}
			if (TOP.compareAndSet(this, top, held.before(top))) {
				return null;
			}
		}
	}

	// Judged is what was seen, not what is in the place by now: that has come after the
	// look at the others, and may be worth more than they are.
	private @Nullable Held compete(Held held) {
		AtomicReferenceArray<@Nullable Held> places = places();
		while (held.worth() > this.least) {
			int place = 0;
			Held worst = places.get(0);
			for (int i = 1; i < places.length() && worst != null; i++) {
				Held each = places.get(i);
				if (each == null || each.worth() < worst.worth()) {
					worst = each;
					place = i;
				}
			}
			if (worst == CLOSED) {
				return CLOSED;
			}
			if (worst != null && worst.worth() >= held.worth()) {
				this.least = Math.max(this.least, worst.worth());
				return held;
			}
			if (places.compareAndSet(place, worst, held)) {
				return worst;
			}
		}
		return (places.get(0) == CLOSED) ? CLOSED : held;
	}

	private AtomicReferenceArray<@Nullable Held> places() {
		AtomicReferenceArray<@Nullable Held> places = this.places;
		while (places == null) {
			PLACES.compareAndSet(this, null, new AtomicReferenceArray<>(this.contested));
			places = this.places;
		}
		return places;
	}

	/**
	 * How many spans were added, also those that had to go.
	 * @return the number
	 */
	int added() {
		return this.added;
	}

	/**
	 * Takes the spans out. Whoever adds one from now on learns that it is too late.
	 * @return the first of the spans, which leads to the others; null if there are none
	 */
	@Nullable Held close() {
		Held chain = TOP.getAndSet(this, CLOSED);
		AtomicReferenceArray<@Nullable Held> places = this.places;
		if (places == null && PLACES.compareAndSet(this, null, NO_PLACES)) {
			return chain;
		}
		places = places();
		for (int i = 0; i < places.length(); i++) {
			Held held = places.getAndSet(i, CLOSED);
			if (held != null && held != CLOSED) {
				chain = held.before(chain);
			}
		}
		return chain;
	}

}
