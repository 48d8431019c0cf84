/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A method that becomes a span: {@link Traced} beside Micrometer's {@code @NewSpan} and
 * {@code @Observed}, OpenTelemetry's {@code @WithSpan} and a span by hand, inside a span
 * that is sampled and inside one that is not. The baselines are the method itself, an
 * advice that only goes on, and an advice that makes its span by hand: what a proxy costs
 * nobody can save.
 * <p>
 * All proxies are subclasses. The aspect of {@code @WithSpan} is that of OpenTelemetry's
 * Spring Boot starter 2.27.0, which was built on OpenTelemetry 1.61 and runs here on the
 * 1.62 that Spring Boot 4.1.0 manages. Micrometer's aspects are those of Spring Boot. All
 * use the same tracer provider; {@link DiscardedSpans} takes what ends.
 * <p>
 * Not measured are meters (an Observation makes them, too, where a registry is), the
 * trace in the log, exceptions and asynchronous results.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TracedBenchmarks {

	/**
	 * Baseline: neither proxy nor span.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String method(TakenOrders orders) {
		return orders.take(orders.plain);
	}

	/**
	 * Baseline: a proxy without a span.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String emptyAdvice(TakenOrders orders) {
		return orders.take(orders.empty);
	}

	/**
	 * Baseline: a span by hand, without a proxy.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String manualSpan(TakenOrders orders) {
		return orders.take(orders.manual);
	}

	/**
	 * Baseline: a span by hand in an advice.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String bareInterceptor(TakenOrders orders) {
		return orders.take(orders.bare);
	}

	/**
	 * Our annotation.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String traced(TakenOrders orders) {
		return orders.take(orders.traced);
	}

	/**
	 * Our annotation with two attributes that expressions compute.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String tracedWithAttributes(TakenOrders orders) {
		return orders.take(orders.tracedWithAttributes);
	}

	/**
	 * Micrometer's annotation for a span.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String newSpan(TakenOrders orders) {
		return orders.take(orders.newSpan);
	}

	/**
	 * Micrometer's annotation for a span with two tags that expressions compute.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String newSpanWithTags(TakenOrders orders) {
		return orders.take(orders.newSpanWithTags);
	}

	/**
	 * Micrometer's annotation for an Observation.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String observed(TakenOrders orders) {
		return orders.take(orders.observed);
	}

	/**
	 * OpenTelemetry's annotation.
	 * @param orders the methods
	 * @return what the method returns
	 */
	@Benchmark
	public String withSpan(TakenOrders orders) {
		return orders.take(orders.withSpan);
	}

}
