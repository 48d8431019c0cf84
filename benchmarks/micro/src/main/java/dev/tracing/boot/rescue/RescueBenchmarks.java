/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.sampling.SamplingProperties;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A trace of 10 spans with three attributes each: not recorded, recorded and forgotten by
 * the rescue, and sampled, each with the same batch processor behind. A sampled one is
 * over when an exporter that only counts has it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(TracesOfTen.COUNT)
@State(Scope.Benchmark)
public class RescueBenchmarks {

	private TracesOfTen dropped;

	private TracesOfTen rescued;

	private TracesOfTen sampled;

	/**
	 * Makes the three tracers.
	 */
	@Setup
	public void start() {
		this.dropped = new TracesOfTen(Sampler.alwaysOff(), null);
		this.rescued = new TracesOfTen(new RecordOnly(), rescue());
		this.sampled = new TracesOfTen(Sampler.alwaysOn(), null);
	}

	// Also on a busy machine: on all processors it would switch itself off.
	private static Rescue rescue() {
		Binder binder = new Binder(
				new MapConfigurationPropertySource(Map.of("tracing.sampling.rescue.max-cpu", "1.0")));
		RescueProperties properties = binder.bindOrCreate("tracing.sampling.rescue", RescueProperties.class);
		SamplingProperties sampling = binder.bindOrCreate("tracing.sampling", SamplingProperties.class);
		return new RescueAssembly(properties, System::nanoTime).rescue(sampling.load(), SlowThreshold.NONE,
				new Ledger());
	}

	/**
	 * Closes the tracers.
	 */
	@TearDown
	public void close() {
		this.dropped.close();
		this.rescued.close();
		this.sampled.close();
	}

	/**
	 * Baseline: the trace is not recorded.
	 * @return its root
	 */
	@Benchmark
	public Span notRecorded() {
		return this.dropped.make();
	}

	/**
	 * The trace is recorded, judged and forgotten.
	 * @return its root
	 */
	@Benchmark
	public Span recordedAndForgotten() {
		return this.rescued.make();
	}

	/**
	 * Baseline: the trace is sampled and exported.
	 * @return how many spans were exported
	 */
	@Benchmark
	public long sampledAndExported() {
		return this.sampled.export();
	}

	/**
	 * The trace is recorded, judged and forgotten, on all processors at once.
	 * @return its root
	 */
	@Benchmark
	@Threads(Threads.MAX)
	public Span recordedAndForgottenByAll() {
		return this.rescued.make();
	}

}
