/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions on roots with ever different trace ids, on one thread and on all processors
 * at once, which share one sampler. Its properties are a parameter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class ContendedSamplerBenchmarks {

	/**
	 * Properties beneath {@code tracing.sampling}, separated by spaces.
	 */
	@Param({ "ratio=0.1", "max-traces-per-second=50", "max-traces-per-second=50 hard=true", "load.max-qps=1000",
			"rules[0].path=/orders/** rules[0].max-per-second=50" })
	public String properties = "";

	private final Attributes attributes = Attributes.builder()
		.put("http.request.method", "GET")
		.put("url.path", "/orders/4711")
		.build();

	private Sampler sampler = Sampler.alwaysOff();

	/**
	 * Makes the sampler.
	 */
	@Setup
	public void start() {
		this.sampler = Samplers.of(this.properties.split(" "));
	}

	/**
	 * One thread decides.
	 * @param ids trace ids
	 * @return the decision
	 */
	@Benchmark
	public SamplingResult alone(Ids ids) {
		return decide(ids);
	}

	/**
	 * All processors decide.
	 * @param ids trace ids
	 * @return the decision
	 */
	@Benchmark
	@Threads(Threads.MAX)
	public SamplingResult byAll(Ids ids) {
		return decide(ids);
	}

	private SamplingResult decide(Ids ids) {
		return this.sampler.shouldSample(Context.root(), ids.next(), "GET", SpanKind.SERVER, this.attributes,
				List.of());
	}

	/**
	 * Trace ids of one thread.
	 */
	@State(Scope.Thread)
	public static class Ids {

		private static final int COUNT = 1024;

		private final String[] all = new String[COUNT];

		private int next;

		/**
		 * Makes the ids.
		 */
		public Ids() {
			SplittableRandom random = new SplittableRandom(42);
			for (int i = 0; i < COUNT; i++) {
				this.all[i] = TraceId.fromLongs(random.nextLong(), random.nextLong());
			}
		}

		String next() {
			return this.all[this.next++ & (COUNT - 1)];
		}

	}

}
