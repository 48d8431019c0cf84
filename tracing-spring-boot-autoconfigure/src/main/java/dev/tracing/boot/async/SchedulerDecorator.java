/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import io.opentelemetry.context.Context;

import org.springframework.core.task.TaskDecorator;

/**
 * Carries the context into the tasks of a scheduler that run once. Those that recur start
 * without one.
 *
 * @param inner the application's own decorator
 */
record SchedulerDecorator(TaskDecorator inner) implements CarryingDecorator {

	@Override
	public Runnable decorate(Runnable task) {
		if (Context.current() == Context.root() || RecurringTasks.include(task)) {
			return this.inner.decorate(task);
		}
		return CarriedTask.carry(this.inner.decorate(task));
	}

}
