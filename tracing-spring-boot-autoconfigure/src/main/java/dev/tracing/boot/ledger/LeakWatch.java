/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * Goes through the live spans from time to time, looking for those that were there
 * before: too often, and they are written off. So a span's age costs nothing when it
 * starts, and one that was given an early start is not old.
 */
final class LeakWatch implements AutoCloseable {

	private static final long MAX_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final LiveSpans live;

	private final Leaks leaks;

	private final LongSupplier nanoClock;

	// By span id, of the spans that the last look has seen.
	private Map<String, Long> since = Map.of();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "tracing-leak-watch");
		thread.setDaemon(true);
		return thread;
	});

	LeakWatch(LiveSpans live, LongSupplier nanoClock) {
		this.live = live;
		this.leaks = live.leaks();
		this.nanoClock = nanoClock;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it goes on until this is closed
	void start() {
		long interval = Math.min(MAX_INTERVAL_NANOS, Math.max(1, this.leaks.after().toNanos() / 4));
		this.executor.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.NANOSECONDS);
	}

	LiveSpans live() {
		return this.live;
	}

	/**
	 * Looks at each live span once.
	 */
	void look() {
		Long now = this.nanoClock.getAsLong();
		long limit = this.leaks.after().toNanos();
		Map<String, Long> seen = new HashMap<>();
		for (int place = 0; place < this.live.size(); place++) {
			ReadableSpan span = this.live.get(place);
			if (span == null) {
				continue;
			}
			String id = span.getSpanContext().getSpanId();
			Long before = this.since.getOrDefault(id, now);
			if (now - before >= limit) {
				this.leaks.writeOff(this.live, place, span);
			}
			else {
				seen.put(id, before);
			}
		}
		this.since = seen;
		this.leaks.forgetCollected();
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
