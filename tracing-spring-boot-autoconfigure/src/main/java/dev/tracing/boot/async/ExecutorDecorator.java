/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import org.springframework.core.task.TaskDecorator;

/**
 * Carries the context into the tasks of an executor, around whatever the application's
 * own decorator does: a span that it starts is a child, and its log lines have the ids.
 *
 * @param inner the application's own decorator
 */
record ExecutorDecorator(TaskDecorator inner) implements CarryingDecorator {

	@Override
	public Runnable decorate(Runnable task) {
		return CarriedTask.carry(this.inner.decorate(task));
	}

}
