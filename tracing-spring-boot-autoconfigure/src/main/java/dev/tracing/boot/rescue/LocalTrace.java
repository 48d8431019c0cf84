/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a trace in this process until it is decided on: its spans that have
 * ended, and whether something was wrong with it. Local roots of one trace that run at
 * the same time share it.
 */
final class LocalTrace {

	private static final int DECIDED = -1;

	// Of each kind of notes.
	private static final int MOST = 1_000;

	private static final AtomicIntegerFieldUpdater<LocalTrace> ROOTS = AtomicIntegerFieldUpdater
		.newUpdater(LocalTrace.class, "roots");

	private static final AtomicIntegerFieldUpdater<LocalTrace> OTHERS = AtomicIntegerFieldUpdater
		.newUpdater(LocalTrace.class, "others");

	private static final AtomicReferenceFieldUpdater<LocalTrace, @Nullable Notes> NOTES = AtomicReferenceFieldUpdater
		.newUpdater(LocalTrace.class, Notes.class, "notes");

	private final String id;

	private final HeldSpans spans;

	// Local roots that run, or that it is decided.
	private volatile int roots = 1;

	private volatile int others;

	private volatile long threshold = -1;

	private volatile String route = "";

	private volatile @Nullable String error;

	private volatile boolean slow;

	private volatile @Nullable RescueReason wanted;

	private volatile boolean partial;

	private volatile @Nullable RescueReason promised;

	// Nearly no trace has any.
	private volatile @Nullable Notes notes;

	LocalTrace(String id, int maxSpans) {
		this.id = id;
		this.spans = new HeldSpans(maxSpans);
	}

	String id() {
		return this.id;
	}

	HeldSpans spans() {
		return this.spans;
	}

	/**
	 * One more local root starts.
	 * @return whether it belongs to this; false if this is decided already
	 */
	boolean join() {
		while (true) {
			int roots = this.roots;
			if (roots == DECIDED) {
				return false;
			}
			if (ROOTS.compareAndSet(this, roots, roots + 1)) {
				return true;
			}
		}
	}

	/**
	 * A local root has ended.
	 * @return whether it was the last one
	 */
	boolean leave() {
		while (true) {
			int roots = this.roots;
			if (roots <= 0) {
				return false;
			}
			if (ROOTS.compareAndSet(this, roots, roots - 1)) {
				return roots == 1;
			}
		}
	}

	/**
	 * Takes the right to decide, if no local root runs.
	 * @return whether the caller is to decide
	 */
	boolean close() {
		return ROOTS.compareAndSet(this, 0, DECIDED);
	}

	/**
	 * The only local root has ended: takes the right to decide.
	 * @return whether the caller is to decide; false if another one runs
	 */
	boolean closeAlone() {
		return ROOTS.compareAndSet(this, 1, DECIDED);
	}

	/**
	 * Takes the right to decide, whatever runs.
	 * @return whether the caller is to decide
	 */
	boolean abandon() {
		return ROOTS.getAndSet(this, DECIDED) != DECIDED;
	}

	boolean isDecided() {
		return this.roots == DECIDED;
	}

	boolean isIdle() {
		return this.roots == 0 && this.others <= 0;
	}

	void started() {
		OTHERS.incrementAndGet(this);
	}

	void ended() {
		OTHERS.decrementAndGet(this);
	}

	long threshold() {
		return this.threshold;
	}

	void threshold(long nanos) {
		this.threshold = Math.max(this.threshold, nanos);
	}

	String route() {
		return this.route;
	}

	void route(String route) {
		this.route = route;
	}

	@Nullable String error() {
		return this.error;
	}

	// The first one names the trace: what fails later often fails for it.
	void error(String type) {
		if (this.error == null) {
			this.error = type;
		}
	}

	boolean isSlow() {
		return this.slow;
	}

	void slow() {
		this.slow = true;
	}

	@Nullable RescueReason wanted() {
		return this.wanted;
	}

	void wanted(RescueReason reason) {
		if (this.wanted == null) {
			this.wanted = reason;
		}
	}

	@Nullable RescueReason promised() {
		return this.promised;
	}

	void promise(RescueReason reason) {
		this.promised = reason;
	}

	boolean hasAnswered(String spanId) {
		Notes notes = this.notes;
		return notes != null && notes.answered().contains(spanId);
	}

	void answered(String spanId) {
		notes().add(notes().answered(), spanId);
	}

	boolean isLasting(String spanId) {
		Notes notes = this.notes;
		return notes != null && notes.lasting().contains(spanId);
	}

	void lasting(String spanId) {
		notes().add(notes().lasting(), spanId);
	}

	boolean hasTold(String spanId) {
		Notes notes = this.notes;
		return notes != null && notes.told().contains(spanId);
	}

	void told(String spanId) {
		notes().add(notes().told(), spanId);
	}

	boolean isRefused(String cause) {
		Notes notes = this.notes;
		return notes != null && notes.refused().contains(cause);
	}

	void refuse(String cause) {
		notes().add(notes().refused(), cause);
	}

	private Notes notes() {
		Notes notes = this.notes;
		while (notes == null) {
			NOTES.compareAndSet(this, null, new Notes());
			notes = this.notes;
		}
		return notes;
	}

	boolean isPartial() {
		return this.partial;
	}

	void partial() {
		this.partial = true;
	}

	/**
	 * What was said about it, as far as there is room: what is not noted was not said.
	 *
	 * @param lasting local roots that are meant to last
	 * @param answered calls of which the called service has said that it rescues them
	 * @param told local roots whose callers were told that it is rescued
	 * @param refused causes for which the flood control has refused it
	 */
	private record Notes(Set<String> lasting, Set<String> answered, Set<String> told, Set<String> refused) {

		Notes() {
			this(ConcurrentHashMap.newKeySet(1), ConcurrentHashMap.newKeySet(1), ConcurrentHashMap.newKeySet(1),
					ConcurrentHashMap.newKeySet(1));
		}

		void add(Set<String> notes, String note) {
			if (notes.size() < MOST) {
				notes.add(note);
			}
		}

	}

}
