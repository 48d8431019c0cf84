/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.trace.Span;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the books cost for each sampled span, on the thread that starts and ends it,
 * against the same span without.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmarks {

	/**
	 * Baseline: a span that nobody counts.
	 * @param spans where spans start
	 * @return the span
	 */
	@Benchmark
	public Span uncounted(CountedSpans spans) {
		return ended(spans.uncounted.spanBuilder("work").startSpan());
	}

	/**
	 * A span in the books.
	 * @param spans where spans start
	 * @return the span
	 */
	@Benchmark
	public Span counted(CountedSpans spans) {
		return ended(spans.counted.spanBuilder("work").startSpan());
	}

	/**
	 * A local root in the books where there is a meter registry, which wants to know
	 * whether it failed.
	 * @param spans where spans start
	 * @return the span
	 */
	@Benchmark
	public Span countedWithMeters(CountedSpans spans) {
		return ended(spans.metered.spanBuilder("work").startSpan());
	}

	private static Span ended(Span span) {
		span.end();
		return span;
	}

}
