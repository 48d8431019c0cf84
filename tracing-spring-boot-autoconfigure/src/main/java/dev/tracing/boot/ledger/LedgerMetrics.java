/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The books as meters. Their names are those of the best practices, and the counters
 * among them are made so that they can be divided by each other: where two stand in one
 * query they have the same tags, mostly none.
 */
final class LedgerMetrics implements MeterBinder {

	private final Ledger ledger;

	private final LocalRoots localRoots;

	private final LiveSpans live;

	private final UnsampledCounts unsampled;

	private final Iterable<UnsampledSpans> sources;

	LedgerMetrics(Ledger ledger, LocalRoots localRoots, LiveSpans live, UnsampledCounts unsampled,
			Iterable<UnsampledSpans> sources) {
		this.ledger = ledger;
		this.localRoots = localRoots;
		this.live = live;
		this.unsampled = unsampled;
		this.sources = sources;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.localRoots.want();
		counter("spans.started", LedgerMetrics::started, "Spans that came into the books, recorded or not")
			.register(registry);
		ledgerCounter("spans.generated", Ledger::owed, "Spans that are owed to the exporter: sampled or rescued")
			.register(registry);
		ledgerCounter("spans.exported", Ledger::exported, "Spans that the collector took").register(registry);
		ledgerCounter("spans.dropped", Ledger::lost, "Spans that were owed to the exporter and lost")
			.register(registry);
		for (Loss reason : Loss.values()) {
			ledgerCounter("spans.lost", (ledger) -> ledger.lost(reason), "Spans that were lost, by reason")
				.tag("reason", reason.tag())
				.register(registry);
		}
		bindUnsampled(registry);
		FunctionCounter.builder("traces.generated", this.localRoots, LocalRoots::ended)
			.description("Recorded local roots: traces, as this application saw them")
			.register(registry);
		FunctionCounter.builder("trace.errors", this.localRoots, LocalRoots::failed)
			.description("Recorded local roots that failed")
			.register(registry);
		FunctionCounter.builder("tracing.ledger.unwatched", this.live, LiveSpans::unwatched)
			.description(
					"Spans that were not watched for leaks, because too many lived (tracing.ledger.max-watched-spans)")
			.register(registry);
		for (Account account : Account.values()) {
			Gauge.builder("spans." + account.tag(), this.ledger, (ledger) -> ledger.balance(account))
				.description("Spans that are " + account.tag() + " at this moment")
				.register(registry);
		}
	}

	private void bindUnsampled(MeterRegistry registry) {
		ledgerCounter("spans.unsampled", Ledger::forgotten, "Spans that were not sampled, by reason")
			.tag("reason", "not_rescued")
			.register(registry);
		this.sources.forEach((source) -> source.forEachReason(
				(reason, count) -> FunctionCounter.builder("spans.unsampled", this, (metrics) -> count.getAsLong())
					.tag("reason", reason)
					.description("Spans that were not sampled, by reason")
					.register(registry)));
	}

	// Whatever has a place in one of the accounts: also what came from disk, and once
	// more
	// what was written off and came back.
	private double started() {
		long unsampledCount = this.unsampled.sum();
		Books books = this.ledger.books();
		return unsampledCount + books.recovered() + books.returned() + books.started();
	}

	private FunctionCounter.Builder<LedgerMetrics> counter(String name, ToDoubleFunction<LedgerMetrics> count,
			String description) {
		return FunctionCounter.builder(name, this, count).description(description);
	}

	private FunctionCounter.Builder<Ledger> ledgerCounter(String name, ToDoubleFunction<Ledger> count,
			String description) {
		return FunctionCounter.builder(name, this.ledger, count).description(description);
	}

}
