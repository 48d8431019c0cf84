/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The traces that are not decided on yet, at most as many and as large as is allowed. No
 * thread waits for another here.
 */
final class TraceBuffer {

	// How far the line may grow beyond what is undecided before it is cleaned.
	private static final int SLACK = 64;

	private final int maxTraces;

	private final int maxSpans;

	private final long maxBytes;

	private final Map<String, LocalTrace> traces = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	// From the oldest to the newest, with some that are decided already.
	private final Queue<LocalTrace> line = new ConcurrentLinkedQueue<>();

	private final AtomicInteger lineLength = new AtomicInteger();

	private final AtomicBoolean cleaning = new AtomicBoolean();

	/**
	 * Creates a buffer.
	 * @param maxTraces most traces
	 * @param maxSpans most spans of one trace
	 * @param maxBytes most bytes of all spans together, about
	 */
	TraceBuffer(int maxTraces, int maxSpans, long maxBytes) {
		this.maxTraces = maxTraces;
		this.maxSpans = maxSpans;
		this.maxBytes = maxBytes;
	}

	@Nullable LocalTrace get(String id) {
		return this.traces.get(id);
	}

	/**
	 * A local root starts.
	 * @param id its trace id
	 * @return its trace, which may have other local roots
	 */
	LocalTrace enter(String id) {
		// Nearly every trace has one local root here.
		LocalTrace added = new LocalTrace(id, this.maxSpans);
		while (true) {
			LocalTrace trace = this.traces.putIfAbsent(id, added);
			if (trace == null) {
				this.count.incrementAndGet();
				lineUp(added);
				return added;
			}
			if (trace.join()) {
				return trace;
			}
			this.traces.remove(id, trace);
		}
	}

	/**
	 * A trace is decided on.
	 * @param trace the trace
	 * @return the first of its spans, which leads to the others; null if there are none
	 */
	@Nullable Held take(LocalTrace trace) {
		Held spans = trace.spans().close();
		this.traces.remove(trace.id(), trace);
		this.count.decrementAndGet();
		long bytes = 0;
		for (Held held = spans; held != null; held = held.next()) {
			bytes += held.bytes();
		}
		grow(-bytes);
		return spans;
	}

	void grow(long bytes) {
		this.bytes.addAndGet(bytes);
	}

	boolean hasTooManyTraces() {
		return this.count.get() > this.maxTraces;
	}

	boolean hasTooManyBytes() {
		return this.bytes.get() > this.maxBytes;
	}

	int size() {
		return this.count.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	/**
	 * Takes the oldest undecided trace.
	 * @return the trace, which the caller is to decide on; null if there is none
	 */
	@Nullable LocalTrace oldest() {
		for (LocalTrace trace = next(); trace != null; trace = next()) {
			if (trace.abandon()) {
				return trace;
			}
		}
		return null;
	}

	private void lineUp(LocalTrace trace) {
		this.line.add(trace);
		if (this.lineLength.incrementAndGet() > 2 * this.count.get() + SLACK
				&& this.cleaning.compareAndSet(false, true)) {
			try {
				clean(this.lineLength.get());
			}
			finally {
				this.cleaning.set(false);
			}
		}
	}

	// The line goes round once, and who is undecided keeps his place in it.
	private void clean(int length) {
		for (int i = 0; i < length; i++) {
			LocalTrace trace = next();
			if (trace == null) {
				return;
			}
			if (!trace.isDecided()) {
				this.line.add(trace);
				this.lineLength.incrementAndGet();
			}
		}
	}

	private @Nullable LocalTrace next() {
		LocalTrace trace = this.line.poll();
		if (trace != null) {
			this.lineLength.decrementAndGet();
		}
		return trace;
	}

}
