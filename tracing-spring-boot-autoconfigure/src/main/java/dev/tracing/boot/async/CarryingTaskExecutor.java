/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * A Spring executor, other than Spring's own, whose tasks carry the context.
 *
 * @param delegate the executor that runs them
 */
record CarryingTaskExecutor(AsyncTaskExecutor delegate) implements AsyncTaskExecutor {

	@Override
	public void execute(Runnable task) {
		this.delegate.execute(CarriedTask.carry(task));
	}

	@Override
	public Future<?> submit(Runnable task) {
		return this.delegate.submit(CarriedTask.carry(task));
	}

	@Override
	public <T> Future<T> submit(Callable<T> task) {
		return this.delegate.submit(CarriedTask.carry(task));
	}

}
