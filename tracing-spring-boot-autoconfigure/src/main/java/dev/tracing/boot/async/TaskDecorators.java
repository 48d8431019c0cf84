/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts our decorator around the one that a Spring executor has. Spring has a setter for
 * it and no getter, so it is read from its field; where it cannot be read, the executor
 * stays as it is.
 */
final class TaskDecorators {

	// The types that declare the field.
	static final List<Class<?>> OWNERS = List.of(ThreadPoolTaskExecutor.class, ThreadPoolTaskScheduler.class,
			SimpleAsyncTaskExecutor.class, ConcurrentTaskExecutor.class, TaskExecutorAdapter.class);

	static final String FIELD = "taskDecorator";

	private static final boolean CONTEXT_PROPAGATION = ClassUtils.isPresent("io.micrometer.context.ContextSnapshot",
			TaskDecorators.class.getClassLoader());

	private TaskDecorators() {
	}

	/**
	 * Whether an object is an executor that takes a decorator.
	 * @param executor any object
	 * @return whether it is
	 */
	static boolean fit(Object executor) {
		for (Class<?> owner : OWNERS) {
			if (owner.isInstance(executor)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Lets the tasks of an executor or scheduler carry the context.
	 * @param executor any object
	 * @return whether they do now
	 */
	static boolean trace(Object executor) {
		return decorate(executor, true);
	}

	/**
	 * Gives an executor or scheduler back the decorator that it had.
	 * @param executor any object
	 */
	static void untrace(Object executor) {
		decorate(executor, false);
	}

	private static boolean decorate(Object executor, boolean carry) {
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			return decorate(pool, pool::setTaskDecorator, carry ? ExecutorDecorator::new : null);
		}
		if (executor instanceof ThreadPoolTaskScheduler scheduler) {
			return decorate(scheduler, scheduler::setTaskDecorator, carry ? SchedulerDecorator::new : null);
		}
		if (executor instanceof SimpleAsyncTaskExecutor simple) {
			return decorate(simple, simple::setTaskDecorator, carry ? ExecutorDecorator::new : null);
		}
		if (executor instanceof ConcurrentTaskScheduler scheduler) {
			return decorate(scheduler, scheduler::setTaskDecorator, carry ? SchedulerDecorator::new : null);
		}
		if (executor instanceof ConcurrentTaskExecutor concurrent) {
			return decorate(concurrent, concurrent::setTaskDecorator, carry ? ExecutorDecorator::new : null);
		}
		if (executor instanceof TaskExecutorAdapter adapter) {
			return decorate(adapter, adapter::setTaskDecorator, carry ? ExecutorDecorator::new : null);
		}
		return false;
	}

	private static boolean decorate(Object executor, Consumer<TaskDecorator> setter,
			@Nullable UnaryOperator<TaskDecorator> around) {
		Field field = ReflectionUtils.findField(executor.getClass(), FIELD, TaskDecorator.class);
		if (field == null || !field.trySetAccessible()) {
			return false;
		}
		TaskDecorator own = (TaskDecorator) ReflectionUtils.getField(field, executor);
		if (own instanceof CarryingDecorator ours) {
			if (around == null) {
				setter.accept(ours.inner());
			}
		}
		else if (around != null) {
			setter.accept(around.apply(inner(own)));
		}
		return true;
	}

	private static TaskDecorator inner(@Nullable TaskDecorator own) {
		if (own == null) {
			return CarryingDecorator.NONE;
		}
		return (TaskDecorator) insideContextPropagation(own);
	}

	/**
	 * Puts ours inside of Spring's own propagation.
	 * @param bean any object
	 * @return the object, or what stands in its place
	 */
	static Object insideContextPropagation(Object bean) {
		if (CONTEXT_PROPAGATION && bean instanceof ContextPropagatingTaskDecorator decorator
				&& !(bean instanceof InsideContextPropagation)) {
			return new InsideContextPropagation(decorator);
		}
		return bean;
	}

}
