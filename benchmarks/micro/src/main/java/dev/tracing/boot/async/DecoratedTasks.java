/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * A task, and who decorates it.
 */
@State(Scope.Benchmark)
public class DecoratedTasks {

	/**
	 * Who decorates the task.
	 */
	@Param
	private Decorating by = Decorating.NOBODY;

	private final Context context = Context.root()
		.with(Span.wrap(SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.getDefault())));

	private final TaskDecorator scheduler = new SchedulerDecorator(CarryingDecorator.NONE);

	private TaskDecorator decorator = CarryingDecorator.NONE;

	private int ran;

	private final Runnable task = () -> this.ran++;

	/**
	 * Makes the decorator.
	 */
	@Setup(Level.Trial)
	public void make() {
		this.decorator = switch (this.by) {
			case NOBODY -> CarryingDecorator.NONE;
			case US -> new ExecutorDecorator(CarryingDecorator.NONE);
			case OPENTELEMETRY -> (decorated) -> Context.current().wrap(decorated);
			case SPRING -> new ContextPropagatingTaskDecorator();
		};
	}

	io.opentelemetry.context.Scope makeCurrent() {
		return this.context.makeCurrent();
	}

	Runnable decorate() {
		return this.decorator.decorate(this.task);
	}

	Runnable decorateForScheduler() {
		return (this.by == Decorating.US) ? this.scheduler.decorate(this.task) : decorate();
	}

	/**
	 * Who decorates the task.
	 */
	public enum Decorating {

		/**
		 * Nobody.
		 */
		NOBODY,

		/**
		 * This starter.
		 */
		US,

		/**
		 * OpenTelemetry's wrapper.
		 */
		OPENTELEMETRY,

		/**
		 * Spring's decorator, with Micrometer's context propagation.
		 */
		SPRING

	}

}
