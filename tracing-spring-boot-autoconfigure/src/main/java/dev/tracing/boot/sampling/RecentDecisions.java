/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last decisions on local roots: of those that were sampled all, of the others about
 * one in sixteen, because most decisions are of this kind and must cost nothing.
 */
final class RecentDecisions {

	private final AtomicReferenceArray<Decision> slots;

	private final AtomicInteger next = new AtomicInteger();

	private final InstantSource clock;

	/**
	 * Creates a memory.
	 * @param size how many decisions it holds; 0 for none
	 * @param clock the time
	 */
	RecentDecisions(int size, InstantSource clock) {
		this.slots = new AtomicReferenceArray<>(size);
		this.clock = clock;
	}

	void add(String traceId, String name, Verdict verdict) {
		if ((verdict.isSampled() || traceId.startsWith("0")) && this.slots.length() > 0) {
			int slot = (this.next.getAndIncrement() & Integer.MAX_VALUE) % this.slots.length();
			this.slots.setRelease(slot, new Decision(this.clock.millis(), traceId, name, verdict));
		}
	}

	/**
	 * Returns what is remembered.
	 * @return the decisions, the last one first
	 */
	List<Decision> all() {
		List<Decision> all = new ArrayList<>();
		for (int i = 0; i < this.slots.length(); i++) {
			Decision decision = this.slots.getAcquire(i);
			if (decision != null) {
				all.add(decision);
			}
		}
		all.sort(Comparator.comparingLong(Decision::millis).reversed());
		return all;
	}

	/**
	 * A decision on a local root.
	 *
	 * @param millis when it was made
	 * @param traceId the trace
	 * @param name name with which the span started
	 * @param verdict what was decided, and why
	 */
	record Decision(long millis, String traceId, String name, Verdict verdict) {

		Instant at() {
			return Instant.ofEpochMilli(this.millis);
		}

	}

}
