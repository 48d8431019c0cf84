/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import org.springframework.core.task.TaskDecorator;

/**
 * A decorator of ours, which is not to be put around another one.
 */
sealed interface CarryingDecorator extends TaskDecorator permits ExecutorDecorator, SchedulerDecorator {

	/**
	 * Stands for no decorator.
	 */
	TaskDecorator NONE = (task) -> task;

	/**
	 * The application's own decorator.
	 * @return the decorator
	 */
	TaskDecorator inner();

}
