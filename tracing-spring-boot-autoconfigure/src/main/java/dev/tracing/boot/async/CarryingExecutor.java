/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Executor;

import org.springframework.core.task.TaskExecutor;

/**
 * An executor whose tasks carry the context.
 *
 * @param delegate the executor that runs them
 */
record CarryingExecutor(Executor delegate) implements TaskExecutor {

	@Override
	public void execute(Runnable task) {
		this.delegate.execute(CarriedTask.carry(task));
	}

}
