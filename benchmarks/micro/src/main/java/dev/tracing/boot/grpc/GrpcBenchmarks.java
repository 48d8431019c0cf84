/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One unary call inside a sampled and an unsampled span, with the interceptors of both
 * sides: without any, with ours, and with Micrometer's on Spring Boot's Observations. The
 * call does nothing, and client and server share a process and a thread, so that neither
 * a network nor a change of threads is measured; nor are meters and the trace in the log.
 * {@link DiscardedSpans} takes what ends. {@link Parent} says what is around.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GrpcBenchmarks {

	/**
	 * Baseline: a call that is not traced.
	 * @param channels the channels
	 * @return the response
	 */
	@Benchmark
	public String plainCall(TracedChannels channels) {
		return ClientCalls.blockingUnaryCall(channels.plain, TracedChannels.ECHO, CallOptions.DEFAULT, "order");
	}

	/**
	 * A call with our interceptors.
	 * @param channels the channels
	 * @return the response
	 */
	@Benchmark
	public String tracedCall(TracedChannels channels) {
		return ClientCalls.blockingUnaryCall(channels.traced, TracedChannels.ECHO, CallOptions.DEFAULT, "order");
	}

	/**
	 * A call with Micrometer's interceptors.
	 * @param channels the channels
	 * @return the response
	 */
	@Benchmark
	public String observedCall(TracedChannels channels) {
		return ClientCalls.blockingUnaryCall(channels.observed, TracedChannels.ECHO, CallOptions.DEFAULT, "order");
	}

}
