/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs {@code @Async} methods where they would run without it. Which executor that is,
 * Spring finds out with the first call, and so does this.
 */
final class AsyncMethodExecutor implements AsyncTaskExecutor {

	private final SingletonSupplier<AsyncTaskExecutor> delegate;

	/**
	 * Creates an executor.
	 * @param executor what Spring finds
	 * @param carrying makes it one whose tasks carry the context
	 */
	AsyncMethodExecutor(Supplier<Executor> executor, UnaryOperator<Executor> carrying) {
		this.delegate = SingletonSupplier.of(() -> adapt(carrying.apply(executor.get())));
	}

	private static AsyncTaskExecutor adapt(Executor executor) {
		return (executor instanceof AsyncTaskExecutor taskExecutor) ? taskExecutor : new TaskExecutorAdapter(executor);
	}

	@Override
	public void execute(Runnable task) {
		this.delegate.obtain().execute(task);
	}

	@Override
	public Future<?> submit(Runnable task) {
		return this.delegate.obtain().submit(task);
	}

	@Override
	public <T> Future<T> submit(Callable<T> task) {
		return this.delegate.obtain().submit(task);
	}

}
