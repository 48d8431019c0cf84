/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.trace.ReadableSpan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the queue before the exporter costs the thread that ends a span: ours, which also
 * writes the ledger, against OpenTelemetry's. The allocated bytes are those of the export
 * thread; a test shows that the queue itself allocates nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(EndedSpans.COUNT)
public class QueueBenchmarks {

	/**
	 * Ends of spans on one thread.
	 * @param queues the queue
	 */
	@Benchmark
	public void onEnd(Queues queues) {
		for (ReadableSpan span : queues.spans) {
			queues.processor.onEnd(span);
		}
	}

	/**
	 * Ends of spans on two threads at once.
	 * @param queues the queue
	 */
	@Benchmark
	@Threads(2)
	public void onEndContended(Queues queues) {
		for (ReadableSpan span : queues.spans) {
			queues.processor.onEnd(span);
		}
	}

}
