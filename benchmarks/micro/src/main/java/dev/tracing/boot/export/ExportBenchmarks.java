/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What becomes of a span after its end, per span, in batches of 512. The first half is
 * the whole way: spans start and end, and the batch processor is flushed until the
 * exporter has all of them, so that its queue is never full. The same spans are made
 * without a chain, with OpenTelemetry's batch processor alone, with the chain of Spring
 * Boot and with ours. The second half is the export thread's part behind the processor,
 * on spans that have been copied already.
 * <p>
 * {@link SentSpans} succeeds at once. Neither a protocol nor the network is measured; the
 * hand-over to the export thread is, once per batch.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(EndedSpans.COUNT)
public class ExportBenchmarks {

	/**
	 * Baseline: spans that are dropped as they end.
	 * @param chains the chains
	 * @return where the spans were made
	 */
	@Benchmark
	public SdkTracerProvider discarded(Chains chains) {
		EndedSpans.make(chains.discarding.get("benchmark"));
		return chains.discarding;
	}

	/**
	 * Baseline: OpenTelemetry's batch processor.
	 * @param chains the chains
	 * @return how many spans were exported
	 */
	@Benchmark
	public long batched(Chains chains) {
		return chains.batching.export();
	}

	/**
	 * Spring Boot's chain.
	 * @param chains the chains
	 * @return how many spans were exported
	 */
	@Benchmark
	public long springBoot(Chains chains) {
		return chains.springBoot.export();
	}

	/**
	 * Our chain.
	 * @param chains the chains
	 * @return how many spans were exported
	 */
	@Benchmark
	public long ours(Chains chains) {
		return chains.ours.export();
	}

	/**
	 * Baseline: the exporter.
	 * @param chains the chains
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode exporter(Chains chains) {
		return export(chains, chains.sent);
	}

	/**
	 * What Spring Boot puts around the exporter.
	 * @param chains the chains
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode springBootExporter(Chains chains) {
		return export(chains, chains.springBootExporter);
	}

	/**
	 * What we put around the exporter.
	 * @param chains the chains
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode ourExporter(Chains chains) {
		return export(chains, chains.ourExporter);
	}

	private static CompletableResultCode export(Chains chains, SpanExporter exporter) {
		return exporter.export(chains.batch);
	}

}
