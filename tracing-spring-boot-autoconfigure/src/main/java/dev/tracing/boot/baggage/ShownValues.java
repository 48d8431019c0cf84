/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of one field that may be shown: of limited length, without control
 * characters, and no more of them than a dashboard bears. Whoever calls us chooses them.
 */
final class ShownValues {

	static final String OTHER = "(other)";

	private static final Logger logger = LoggerFactory.getLogger(ShownValues.class);

	private final String key;

	private final int maxLength;

	private final int maxValues;

	private final long interval;

	private final LongSupplier nanoTime;

	private final AtomicReference<Seen> seen;

	private final LongAdder hidden = new LongAdder();

	/**
	 * Creates values.
	 * @param key name of the field
	 * @param maxLength most characters of a value
	 * @param maxValues most values that are shown
	 * @param interval how long a value that is not seen keeps its place, and at most twice
	 * as long
	 * @param nanoTime the clock
	 */
	ShownValues(String key, int maxLength, int maxValues, Duration interval, LongSupplier nanoTime) {
		this.key = key;
		this.maxLength = maxLength;
		this.maxValues = maxValues;
		this.interval = interval.toNanos();
		this.nanoTime = nanoTime;
		this.seen = new AtomicReference<>(new Seen(nanoTime.getAsLong(), ConcurrentHashMap.newKeySet()));
	}

	String key() {
		return this.key;
	}

	/**
	 * How often a value was one too many.
	 * @return a number that grows
	 */
	long hidden() {
		return this.hidden.sum();
	}

	boolean isFit(String value) {
		if (value.isEmpty() || value.length() > this.maxLength) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	// One look at a set for a value that is known.
	@Nullable String of(String value) {
		if (this.seen.get().lately().contains(value)) {
			return value;
		}
		if (!isFit(value)) {
			return null;
		}
		Seen seen = current();
		// Threads that get here at once may all add theirs.
		if (seen.before().remove(value) || seen.size() < this.maxValues) {
			seen.lately().add(value);
			return value;
		}
		this.hidden.increment();
		logger.debug("Field '{}' has more than {} values: further ones are shown as {} (tracing.baggage.max-values)",
				this.key, this.maxValues, OTHER);
		return OTHER;
	}

	// Those that were not seen in the whole of the last interval make room.
	private Seen current() {
		Seen seen = this.seen.get();
		long now = this.nanoTime.getAsLong();
		if (now - seen.since() < this.interval) {
			return seen;
		}
		this.seen.compareAndSet(seen, new Seen(now, seen.lately()));
		return this.seen.get();
	}

	/**
	 * Values that have a place.
	 *
	 * @param since when the interval began
	 * @param lately those that were seen in it
	 * @param before those that were seen in the one before, and not yet again
	 */
	private record Seen(long since, Set<String> lately, Set<String> before) {

		Seen(long since, Set<String> before) {
			this(since, ConcurrentHashMap.newKeySet(), before);
		}

		int size() {
			return this.lately.size() + this.before.size();
		}

	}

}
