/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when a test says so, and runs what is due then.
 */
final class ManualScheduler extends ScheduledThreadPoolExecutor implements InstantSource {

	private final List<Due> tasks = new ArrayList<>();

	private Instant now = Instant.parse("2030-01-01T00:00:00Z");

	ManualScheduler() {
		super(0);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		Due due = new Due(task, this.now.plusNanos(unit.toNanos(delay)));
		this.tasks.add(due);
		return due;
	}

	void advance(Duration time) {
		this.now = this.now.plus(time);
		for (Due due : List.copyOf(this.tasks)) {
			if (!due.at.isAfter(this.now)) {
				this.tasks.remove(due);
				due.run();
			}
		}
	}

	private static final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {

		private final Instant at;

		Due(Runnable task, Instant at) {
			super(task, null);
			this.at = at;
		}

		@Override
		public long getDelay(TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int compareTo(Delayed other) {
			throw new UnsupportedOperationException();
		}

	}

}
