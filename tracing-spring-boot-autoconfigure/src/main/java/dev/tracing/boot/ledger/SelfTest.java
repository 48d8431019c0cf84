/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.operation.Operation;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Sends a span called {@code test_span} through every stage, whatever the sampler would
 * say, and tells how long each took, or where it stopped and what to look at.
 */
final class SelfTest implements EndpointOperation {

	private final Object lock = new Object();

	private final Supplier<List<SpanProcessor>> processors;

	private final Supplier<Resource> resource;

	private final Supplier<@Nullable ExportLogs> logs;

	private final ExportObserver observer;

	private final Ledger ledger;

	private final Duration timeout;

	SelfTest(Supplier<List<SpanProcessor>> processors, Supplier<Resource> resource, Supplier<@Nullable ExportLogs> logs,
			ExportObserver observer, Ledger ledger, Duration timeout) {
		this.processors = processors;
		this.resource = resource;
		this.logs = logs;
		this.observer = observer;
		this.ledger = ledger;
		this.timeout = timeout;
	}

	@Override
	public String name() {
		return "self-test";
	}

	@Override
	public Map<String, Object> run(EndpointRequest request) {
		ExportLogs found = this.logs.get();
		// One at a time: the observer looks out for one span.
		synchronized (this.lock) {
			return run(this.processors.get(), (found != null) ? found.all() : List.of());
		}
	}

	private Map<String, Object> run(List<SpanProcessor> stages, List<ExportLog> destinations) {
		SelfTestReport report = new SelfTestReport(System.nanoTime());
		if (destinations.isEmpty()) {
			return report.stop("destination", "tracing.export.endpoint",
					"Spans stay in this application, or it has a batch processor of its own, which does not tell.");
		}
		ExportFailures failures = new ExportFailures(destinations.get(0));
		long dropped = this.ledger.lost(Loss.QUEUE_FULL);
		long spooled = this.ledger.balance(Account.SPOOLED);
		Operation operation = new ForcedSpans(stages, this.resource.get()).start("test_span");
		SpanContext span = operation.span().getSpanContext();
		report.of(span);
		ExportObserver.Sighting sighting = this.observer.lookOut(span.getSpanId());
		report.passed("started", System.nanoTime());
		operation.end();
		report.passed("ended and queued", System.nanoTime());
		boolean answered = isAnswered(stages, sighting);
		if (!sighting.hasPassed()) {
			return (this.ledger.lost(Loss.QUEUE_FULL) > dropped)
					? report.stop("queue", "tracing.export.batch.max-queue-size", "The queue is full.")
					: report.stop("queue", "tracing.export.concurrency", "It did not come out of the queue within "
							+ this.timeout + ": earlier batches are not answered.");
		}
		report.passed("batched and redacted", sighting.passedNanos());
		if (sighting.isFiltered()) {
			return report.stop("filter", "logging.level.dev.tracing.boot",
					"A SpanExportingPredicate or SpanFilter of the application took it out; 'debug' tells what they do.");
		}
		if (!answered) {
			return report.stop("export", "tracing.export.endpoint",
					"No answer within " + this.timeout + " (tracing.export.batch.timeout).");
		}
		// Whoever keeps it on disk or passes it on to another queue has succeeded, too.
		if (this.ledger.balance(Account.SPOOLED) > spooled) {
			return report.complete("on disk", sighting.answeredNanos());
		}
		if (sighting.isSuccess() && !failures.areAny()) {
			return report.complete("exported", sighting.answeredNanos());
		}
		return failures.stop(report);
	}

	private boolean isAnswered(List<SpanProcessor> stages, ExportObserver.Sighting sighting) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		FlushOperation.flush(stages).join(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		try {
			return sighting.awaitAnswer(sighting.hasPassed() ? Math.max(0, deadline - System.nanoTime()) : 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
