/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A task that is decorated where it is handed over and then run where nothing is current,
 * as on a pool's thread: with the decorator that our executors have, with OpenTelemetry's
 * wrapper, with Spring's {@code ContextPropagatingTaskDecorator}, and with none.
 * <p>
 * Not measured are the executor itself and the trace in the log.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TaskBenchmarks {

	/**
	 * Handed over where there is no context.
	 * @param tasks the decorator
	 */
	@Benchmark
	public void withoutContext(DecoratedTasks tasks) {
		tasks.decorate().run();
	}

	/**
	 * Handed over inside a span.
	 * @param tasks the decorator
	 */
	@Benchmark
	public void insideSpan(DecoratedTasks tasks) {
		Runnable decorated;
		try (Scope scope = tasks.makeCurrent()) {
			decorated = tasks.decorate();
		}
		decorated.run();
	}

	/**
	 * Handed over to a scheduler inside a span.
	 * @param tasks the decorator
	 */
	@Benchmark
	public void insideSpanToScheduler(DecoratedTasks tasks) {
		Runnable decorated;
		try (Scope scope = tasks.makeCurrent()) {
			decorated = tasks.decorateForScheduler();
		}
		decorated.run();
	}

}
