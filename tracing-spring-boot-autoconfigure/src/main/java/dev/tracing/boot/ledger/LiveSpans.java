/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Spans that have started and not ended. There is a place for so many; a span that finds
 * none is not watched, but stays in the books. Adding and removing one takes a single
 * exchange each and allocates nothing, unless origins are wanted.
 */
final class LiveSpans {

	// How many places a span may stand in.
	private static final int CHOICES = 4;

	// How many of a span's id, which is random, say where it stands.
	private static final int DIGITS = 6;

	private final AtomicReferenceArray<@Nullable ReadableSpan> spans;

	private final @Nullable AtomicReferenceArray<@Nullable Throwable> origins;

	private final LongAdder unwatched = new LongAdder();

	private final Leaks leaks;

	/**
	 * Creates the table.
	 * @param maxWatched how many spans have a place, rounded up to a power of two
	 * @param withOrigins whether to note where each span was started
	 * @param leaks what has been taken out of the table before it ended
	 */
	LiveSpans(int maxWatched, boolean withOrigins, Leaks leaks) {
		int size = Math.max(CHOICES, Integer.highestOneBit(Math.max(1, maxWatched - 1)) << 1);
		this.spans = new AtomicReferenceArray<>(size);
		this.origins = withOrigins ? new AtomicReferenceArray<>(size) : null;
		this.leaks = leaks;
	}

	void add(ReadableSpan span) {
		int first = first(span);
		for (int place = first; place < first + CHOICES; place++) {
			if (this.spans.get(place) == null && this.spans.compareAndSet(place, null, span)) {
				if (this.origins != null) {
					this.origins.set(place, new Throwable("Start of span '" + span.getName() + "'"));
				}
				return;
			}
		}
		this.unwatched.increment();
	}

	void remove(ReadableSpan span) {
		int first = first(span);
		for (int place = first; place < first + CHOICES; place++) {
			if (this.spans.get(place) == span && this.spans.compareAndSet(place, span, null)) {
				return;
			}
		}
		this.leaks.ended(span);
	}

	private int first(ReadableSpan span) {
		String id = span.getSpanContext().getSpanId();
		int hash = 0;
		for (int i = id.length() - DIGITS; i < id.length(); i++) {
			hash = (hash << 4) + digit(id.charAt(i));
		}
		return (hash * CHOICES) & (this.spans.length() - 1);
	}

	// Of a hexadecimal digit: letters have a bit that figures have not.
	private static int digit(char c) {
		return (c & 0xF) + 9 * (c >> 6);
	}

	/**
	 * Takes a span out that counts as leaked.
	 * @param place where it stands
	 * @param span the span
	 * @return whether it was still there
	 */
	boolean take(int place, ReadableSpan span) {
		return this.spans.compareAndSet(place, span, null);
	}

	int size() {
		return this.spans.length();
	}

	@Nullable ReadableSpan get(int place) {
		return this.spans.get(place);
	}

	@Nullable Throwable origin(int place) {
		return (this.origins != null) ? this.origins.get(place) : null;
	}

	/**
	 * Names of the spans that live, one for each.
	 * @return the names
	 */
	List<String> names() {
		List<String> names = new ArrayList<>();
		for (int place = 0; place < this.spans.length(); place++) {
			ReadableSpan span = this.spans.get(place);
			if (span != null) {
				names.add(span.getName());
			}
		}
		return names;
	}

	Leaks leaks() {
		return this.leaks;
	}

	long unwatched() {
		return this.unwatched.sum();
	}

}
