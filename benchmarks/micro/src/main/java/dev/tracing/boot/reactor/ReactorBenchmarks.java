/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.concurrent.TimeUnit;

import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What it costs to let operators of a reactive chain see the span, by mode: nothing is
 * carried ({@code NONE}), the span lies in Reactor's context, where whoever reads it
 * finds it ({@code LIMITED}, Spring Boot's default), and every operator finds it on its
 * thread, by our hook ({@code OPERATORS}) or by Reactor's own ({@code AUTO}).
 * <p>
 * A chain runs on the caller's thread, so that the cost of waiting for another one does
 * not hide what is measured. Not measured are the spans, which are the same in each mode,
 * and the trace in the log.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReactorBenchmarks {

	/**
	 * One value through the operators of a simple handler.
	 * @param chain the mode
	 * @return the value
	 */
	@Benchmark
	public Integer oneValue(ReactorChain chain) {
		Mono<Integer> mono = Mono.just(1)
			.map((value) -> value + 1)
			.flatMap((value) -> Mono.just(value + 1))
			.filter((value) -> value > 0)
			.map((value) -> value + 1)
			.flatMap((value) -> Mono.just(value + 1));
		return chain.carrying(mono).block();
	}

	/**
	 * A hundred values through the same operators.
	 * @param chain the mode
	 * @return the last value
	 */
	@Benchmark
	public Integer hundredValues(ReactorChain chain) {
		Flux<Integer> flux = Flux.range(1, 100)
			.map((value) -> value + 1)
			.flatMap((value) -> Mono.just(value + 1))
			.filter((value) -> value > 0)
			.map((value) -> value + 1)
			.concatMap((value) -> Mono.just(value + 1));
		return chain.carrying(flux.last()).block();
	}

	/**
	 * One value with a read of the span from Reactor's context, as our WebClient filter
	 * and {@code @Traced} publishers do it.
	 * @param chain the mode
	 * @return whether there is a span
	 */
	@Benchmark
	public Boolean readContext(ReactorChain chain) {
		Mono<Boolean> mono = Mono
			.deferContextual((context) -> Mono.just(context.hasKey(ObservationThreadLocalAccessor.KEY)));
		return chain.carrying(mono).block();
	}

}
