/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Which spans went where in the last minutes, by name. Names beyond the limit are one.
 */
@SuppressWarnings("EnumOrdinal") // the counts stand in the order of the constants
final class RecentFates {

	static final int MINUTES = 5;

	static final int MAX_NAMES = 200;

	static final String OTHERS = "(others)";

	// One more, which is being filled.
	private final AtomicReferenceArray<Minute> minutes = new AtomicReferenceArray<>(MINUTES + 1);

	private final LongSupplier nanoClock;

	RecentFates(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	void add(String name, SpanFate fate) {
		now().of(name)[fate.ordinal()].increment();
	}

	private Minute now() {
		long number = minute();
		int place = Math.floorMod(number, this.minutes.length());
		Minute minute = this.minutes.get(place);
		while (minute == null || minute.number() != number) {
			Minute next = new Minute(number, new ConcurrentHashMap<>());
			minute = this.minutes.compareAndSet(place, minute, next) ? next : this.minutes.get(place);
		}
		return minute;
	}

	private long minute() {
		return TimeUnit.NANOSECONDS.toMinutes(this.nanoClock.getAsLong());
	}

	/**
	 * Reads the counts.
	 * @param shown makes a name presentable
	 * @return for each name how many spans had which fate
	 */
	Map<String, Map<String, Long>> read(UnaryOperator<String> shown) {
		Map<String, Map<String, Long>> result = new TreeMap<>();
		long oldest = minute() - MINUTES;
		for (int i = 0; i < this.minutes.length(); i++) {
			Minute minute = this.minutes.get(i);
			if (minute != null && minute.number() >= oldest) {
				minute.names().forEach((name, counts) -> merge(result, shown.apply(name), counts));
			}
		}
		return result;
	}

	private static void merge(Map<String, Map<String, Long>> result, String name, LongAdder[] counts) {
		Map<String, Long> sums = result.computeIfAbsent(name, (key) -> new LinkedHashMap<>());
		for (SpanFate fate : SpanFate.values()) {
			long count = counts[fate.ordinal()].sum();
			if (count > 0) {
				sums.merge(fate.text(), count, Long::sum);
			}
		}
	}

	/**
	 * Counts of one minute.
	 *
	 * @param number which minute
	 * @param names counts by name, then by fate
	 */
	private record Minute(long number, Map<String, LongAdder[]> names) {

		LongAdder[] of(String name) {
			LongAdder[] known = this.names.get(name);
			if (known != null) {
				return known;
			}
			String counted = (this.names.size() < MAX_NAMES) ? name : OTHERS;
			LongAdder[] counts = this.names.get(counted);
			return (counts != null) ? counts : this.names.computeIfAbsent(counted, (key) -> create());
		}

		private static LongAdder[] create() {
			LongAdder[] counts = new LongAdder[SpanFate.values().length];
			for (int i = 0; i < counts.length; i++) {
				counts[i] = new LongAdder();
			}
			return counts;
		}

	}

}
