/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Spring's own propagation, with ours inside of it. It carries the Observation and makes
 * the Observation's span current; a span that was started inside the Observation, such as
 * one of {@code @Traced}, would be lost.
 */
final class InsideContextPropagation extends ContextPropagatingTaskDecorator {

	private final TaskDecorator outer;

	InsideContextPropagation(ContextPropagatingTaskDecorator outer) {
		this.outer = outer;
	}

	@Override
	public Runnable decorate(Runnable task) {
		return this.outer.decorate(CarriedTask.carry(task));
	}

}
