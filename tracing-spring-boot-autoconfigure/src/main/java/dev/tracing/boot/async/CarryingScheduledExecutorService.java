/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Context;

/**
 * A scheduled executor service whose tasks carry the context if they run once.
 */
final class CarryingScheduledExecutorService extends CarryingExecutorService implements ScheduledExecutorService {

	private final ScheduledExecutorService delegate;

	CarryingScheduledExecutorService(ScheduledExecutorService delegate) {
		super(delegate);
		this.delegate = delegate;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		return this.delegate.schedule(carryOnce(task), delay, unit);
	}

	// Spring's schedulers hand over a task with a trigger once for each run.
	private static Runnable carryOnce(Runnable task) {
		return (Context.current() == Context.root() || RecurringTasks.include(task)) ? task : CarriedTask.carry(task);
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
		return this.delegate.schedule(CarriedTask.carry(task), delay, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		return this.delegate.scheduleAtFixedRate(task, initialDelay, period, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		return this.delegate.scheduleWithFixedDelay(task, initialDelay, delay, unit);
	}

}
