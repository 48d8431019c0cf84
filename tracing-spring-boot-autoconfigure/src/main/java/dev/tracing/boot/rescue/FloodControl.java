/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Keeps an outage from being exported in full: so many rescues per second of each kind,
 * so many of all kinds together, and a reserve for kinds that have not been seen lately.
 */
final class FloodControl {

	private static final long LATELY = TimeUnit.MINUTES.toNanos(1);

	private final double perKind;

	private final int maxKinds;

	private final LongAdder beyondKinds;

	private final LongSupplier nanoTime;

	private final Allowance total;

	private final Allowance reserve;

	private final Allowance others;

	private final Map<Kind, Allowance> kinds = new ConcurrentHashMap<>();

	private final AtomicLong cleared;

	/**
	 * Creates a control.
	 * @param perKind rescues per second of each kind
	 * @param total rescues per second of all kinds together
	 * @param reserve rescues per second of new kinds where the total is used up
	 * @param maxKinds kinds that are told apart; the others share one allowance
	 * @param beyondKinds counts who has to share it
	 * @param nanoTime the time, in nanoseconds
	 */
	FloodControl(double perKind, double total, double reserve, int maxKinds, LongAdder beyondKinds,
			LongSupplier nanoTime) {
		long now = nanoTime.getAsLong();
		this.perKind = perKind;
		this.maxKinds = maxKinds;
		this.beyondKinds = beyondKinds;
		this.nanoTime = nanoTime;
		this.total = new Allowance(total, now);
		this.reserve = new Allowance(reserve, now);
		// Nobody has asked for it lately.
		this.others = new Allowance(perKind, now - LATELY);
		this.cleared = new AtomicLong(now);
	}

	/**
	 * Whether one more trace may be rescued.
	 * @param route name of its local root
	 * @param cause type of the error, or what else makes it worth rescuing
	 * @return whether it may
	 */
	boolean admits(String route, String cause) {
		long now = this.nanoTime.getAsLong();
		Kind kind = new Kind(route, cause);
		Allowance allowance = this.kinds.get(kind);
		boolean seen = allowance != null && now - allowance.asked() < LATELY;
		if (allowance == null) {
			allowance = add(kind, now);
			seen = allowance == this.others && now - allowance.asked() < LATELY;
		}
		if (!allowance.has(now)) {
			return false;
		}
		// The kind comes last: it loses nothing where all together have used up theirs.
		return (this.total.take(now) || (!seen && this.reserve.take(now))) && allowance.take(now);
	}

	/**
	 * Whether one more trace may be rescued because another service rescues it, which has
	 * asked its own control.
	 * @return whether it may
	 */
	boolean admitsOfOthers() {
		return this.total.take(this.nanoTime.getAsLong());
	}

	private Allowance add(Kind kind, long now) {
		if (this.kinds.size() >= this.maxKinds) {
			clear(now);
		}
		if (this.kinds.size() < this.maxKinds) {
			return this.kinds.computeIfAbsent(kind, (added) -> new Allowance(this.perKind, now));
		}
		this.beyondKinds.increment();
		return this.others;
	}

	// Once in a while: what was not seen lately is as good as new.
	private void clear(long now) {
		long cleared = this.cleared.get();
		if (now - cleared >= LATELY / 4 && this.cleared.compareAndSet(cleared, now)) {
			this.kinds.values().removeIf((allowance) -> now - allowance.asked() >= LATELY);
		}
	}

	private record Kind(String route, String cause) {
	}

}
