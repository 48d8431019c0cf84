/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of our sampler, beside OpenTelemetry's parent-based sampler, which Spring
 * Boot would use, and beside the root sampler that both ask for a trace of their own.
 * Both have the same ratio.
 * <p>
 * Not measured is what a decision saves: that is seen where spans start.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SamplerBenchmarks {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	@Param
	private Around around;

	private final Sampler root = Sampler.traceIdRatioBased(0.1);

	private final Sampler parentBased = Sampler.parentBased(this.root);

	private final Sampler tracing = Samplers.of();

	private final Sampler ruled = Samplers.withRules(20);

	private final Attributes attributes = Attributes.builder()
		.put("http.request.method", "GET")
		.put("url.path", "/orders/4711")
		.build();

	private Context context;

	/**
	 * Makes the context around the span.
	 */
	@Setup
	public void start() {
		try (SdkTracerProvider provider = DiscardedSpans.provider()) {
			this.context = this.around.context(provider);
		}
	}

	/**
	 * Baseline: the ratio alone, whatever is around.
	 * @return the decision
	 */
	@Benchmark
	public SamplingResult root() {
		return decide(this.root);
	}

	/**
	 * Baseline: OpenTelemetry's sampler.
	 * @return the decision
	 */
	@Benchmark
	public SamplingResult parentBased() {
		return decide(this.parentBased);
	}

	/**
	 * Our sampler.
	 * @return the decision
	 */
	@Benchmark
	public SamplingResult tracing() {
		return decide(this.tracing);
	}

	/**
	 * Our sampler with 20 rules of paths and methods, none of which matches.
	 * @return the decision
	 */
	@Benchmark
	public SamplingResult tracingWith20Rules() {
		return decide(this.ruled);
	}

	private SamplingResult decide(Sampler sampler) {
		return sampler.shouldSample(this.context, TRACE_ID, "GET", SpanKind.SERVER, this.attributes, List.of());
	}

	/**
	 * What is around the span.
	 */
	public enum Around {

		/**
		 * Nothing: the span is a root.
		 */
		NONE,

		/**
		 * A caller that does not sample.
		 */
		REMOTE_UNSAMPLED,

		/**
		 * A caller that samples.
		 */
		REMOTE_SAMPLED,

		/**
		 * A span of this process that was dropped.
		 */
		UNSAMPLED,

		/**
		 * A recording span of this process.
		 */
		SAMPLED,

		/**
		 * An operation that is excluded.
		 */
		EXCLUDED;

		Context context(SdkTracerProvider provider) {
			if (this != EXCLUDED) {
				return Parent.valueOf(name()).context(provider);
			}
			OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
			return new Operations(openTelemetry, Conventions.DEFAULT, ParentBased.INSTANCE, false)
				.exclude(Context.root())
				.context();
		}

	}

}
