/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What redaction costs for each span of 16 attributes, on the export thread, against an
 * exporter that reads the same span as it is. Sending is not measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RedactionBenchmarks {

	/**
	 * Baseline: the exporter alone.
	 * @param orders the spans
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode noRedaction(FinishedOrders orders) {
		return orders.reading.export(orders.harmless);
	}

	/**
	 * A span without findings, default rules.
	 * @param orders the spans
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode withoutFindings(FinishedOrders orders) {
		return orders.redacting.export(orders.harmless);
	}

	/**
	 * A span without findings, all built-in rules.
	 * @param orders the spans
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode withoutFindingsOfAllRules(FinishedOrders orders) {
		return orders.redactingAll.export(orders.harmless);
	}

	/**
	 * A span with two findings.
	 * @param orders the spans
	 * @return whether the export succeeded
	 */
	@Benchmark
	public CompletableResultCode twoFindings(FinishedOrders orders) {
		return orders.redacting.export(orders.secret);
	}

	/**
	 * Ten kilobytes of text without findings.
	 * @param orders the text
	 * @return the text
	 */
	@Benchmark
	public @Nullable String tenKilobytes(FinishedOrders orders) {
		return orders.texts.redact("exception.message", orders.message);
	}

	/**
	 * Ten kilobytes of hostile text, default rules.
	 * @param orders the redaction
	 * @param hostile the text
	 * @return what is left of the text
	 */
	@Benchmark
	public @Nullable String hostileByDefault(FinishedOrders orders, HostileTexts hostile) {
		return orders.texts.redact("exception.message", hostile.text);
	}

	/**
	 * Ten kilobytes of hostile text, all built-in rules.
	 * @param orders the redaction
	 * @param hostile the text
	 * @return what is left of the text
	 */
	@Benchmark
	public @Nullable String hostile(FinishedOrders orders, HostileTexts hostile) {
		return orders.allTexts.redact("exception.message", hostile.text);
	}

}
