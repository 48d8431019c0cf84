/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/**
 * The traces that are not finished. Bounded: a trace that comes when the room is full is
 * counted and otherwise ignored, with all its spans.
 */
final class OpenTraces {

	private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Semaphore changed = new Semaphore(0);

	private final Map<String, OpenTrace> traces = new LinkedHashMap<>();

	private final PastTraces past = new PastTraces();

	private final long quietNanos;

	private final long maxAgeNanos;

	private final int maxTraces;

	private final int maxSpans;

	OpenTraces(Duration quietPeriod, Duration maxAge, int maxTraces, int maxSpans) {
		this.quietNanos = quietPeriod.toNanos();
		this.maxAgeNanos = maxAge.toNanos();
		this.maxTraces = maxTraces;
		this.maxSpans = maxSpans;
	}

	int maxTraces() {
		return this.maxTraces;
	}

	void started(String traceId, long now) {
		this.lock.lock();
		try {
			OpenTrace trace = obtain(traceId, now);
			if (trace != null) {
				trace.started(now);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void ended(String traceId, long now) {
		this.lock.lock();
		try {
			OpenTrace trace = this.traces.get(traceId);
			if (trace != null) {
				trace.ended(now);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void received(List<FinishedSpan> spans, long now) {
		this.lock.lock();
		try {
			for (FinishedSpan span : spans) {
				OpenTrace trace = obtain(span.traceId(), now);
				if (trace != null) {
					trace.received(span, this.maxSpans, now);
				}
			}
			this.changed.release();
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable OpenTrace obtain(String traceId, long now) {
		OpenTrace trace = this.traces.get(traceId);
		if (trace != null) {
			return trace;
		}
		if (this.past.wasRefused(traceId)) {
			return null;
		}
		if (this.traces.size() >= this.maxTraces) {
			this.past.refused(traceId);
			return null;
		}
		trace = new OpenTrace(traceId, this.past.wasPrinted(traceId), now);
		this.traces.put(traceId, trace);
		if (this.traces.size() == 1) {
			this.changed.release();
		}
		return trace;
	}

	// Takes what is to be printed now, and tells which traces wait for a flush.
	ConsoleWork poll(long now) {
		List<FinishedTrace> finished = new ArrayList<>();
		List<OpenTrace> toFlush = new ArrayList<>();
		this.lock.lock();
		try {
			Iterator<OpenTrace> iterator = this.traces.values().iterator();
			while (iterator.hasNext()) {
				OpenTrace trace = iterator.next();
				boolean quiet = trace.isQuiet(now, this.quietNanos);
				if ((quiet && trace.isDrained()) || trace.isOlderThan(now, this.maxAgeNanos)) {
					if (take(trace, now, finished)) {
						iterator.remove();
					}
				}
				else if (quiet && trace.wantsFlush()) {
					toFlush.add(trace);
				}
			}
			return new ConsoleWork(finished, toFlush, this.past.takeRefused());
		}
		finally {
			this.lock.unlock();
		}
	}

	// Takes what there is, because nothing will come any more.
	List<FinishedTrace> drain(long now) {
		List<FinishedTrace> finished = new ArrayList<>();
		this.lock.lock();
		try {
			this.traces.values().forEach((trace) -> take(trace, now, finished));
			this.traces.clear();
			return finished;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean take(OpenTrace trace, long now, List<FinishedTrace> finished) {
		boolean empty = trace.isEmpty();
		if (!empty) {
			this.past.printed(trace.traceId());
			finished.add(trace.take(now));
		}
		// An open span that shows nothing for so long was forgotten by its maker.
		return empty || trace.open() == 0;
	}

	void flushing(List<OpenTrace> flushed, CompletableResultCode result) {
		this.lock.lock();
		try {
			flushed.forEach((trace) -> trace.flushing(result));
		}
		finally {
			this.lock.unlock();
		}
	}

	// Waits until something may have to be done.
	void await(long tickNanos) throws InterruptedException {
		if (this.changed.tryAcquire(isIdle() ? IDLE_NANOS : tickNanos, TimeUnit.NANOSECONDS)) {
			this.changed.drainPermits();
		}
	}

	private boolean isIdle() {
		this.lock.lock();
		try {
			return this.traces.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

}
