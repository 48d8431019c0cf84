/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Tracers of sampled spans, with the books and without.
 */
@State(Scope.Benchmark)
public class CountedSpans {

	final Tracer uncounted = tracer(new DiscardedSpans());

	final Tracer counted = tracer(inTheBooks(new LocalRoots()));

	final Tracer metered = tracer(inTheBooks(wanted()));

	private static LocalRoots wanted() {
		LocalRoots roots = new LocalRoots();
		roots.want();
		return roots;
	}

	private static SpanProcessor inTheBooks(LocalRoots roots) {
		Ledger ledger = new Ledger();
		LiveSpans live = new LiveSpans(4096, false,
				new Leaks(ledger, Duration.ofHours(1), System::nanoTime, UnaryOperator.identity()));
		return new LedgerSpanProcessor(new DiscardedSpans(), ledger, live, roots);
	}

	private static Tracer tracer(SpanProcessor processor) {
		return SdkTracerProvider.builder().addSpanProcessor(processor).build().get("benchmark");
	}

}
