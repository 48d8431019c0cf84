/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.ExportLogs;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of every sampled span: it is queued for its export. Closing exports what is
 * left, but never keeps the application from closing: with a dead collector the export's
 * retries alone would take longer than most orchestrators wait.
 */
final class QueuedSpanProcessor implements SpanProcessor {

	private static final Logger logger = LoggerFactory.getLogger(QueuedSpanProcessor.class);

	private final BatchExport<ReadableSpan> first;

	private final List<BatchExport<?>> all;

	private final ExportLogs logs;

	private final Ledger ledger;

	private final boolean includeUnsampled;

	private final Duration shutdownTimeout;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Creates a processor.
	 * @param first where spans are queued
	 * @param all all exports that end with it, the first one included
	 * @param logs what is known of the destinations, the first one in front
	 * @param includeUnsampled whether recorded spans are exported that are not sampled
	 * @param shutdownTimeout longest time that closing takes
	 */
	QueuedSpanProcessor(BatchExport<ReadableSpan> first, List<BatchExport<?>> all, List<ExportLog> logs,
			boolean includeUnsampled, Duration shutdownTimeout) {
		this.first = first;
		this.all = List.copyOf(all);
		this.logs = new ExportLogs(logs);
		this.ledger = logs.get(0).ledger();
		this.includeUnsampled = includeUnsampled;
		this.shutdownTimeout = shutdownTimeout;
	}

	ExportLogs logs() {
		return this.logs;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		if (!span.getSpanContext().isSampled()) {
			if (!this.includeUnsampled) {
				this.ledger.forget(Account.LIVE, 1);
				return;
			}
			this.ledger.rescue(1);
		}
		// Counted first: the export thread may be done with it before this line is.
		this.ledger.move(Account.LIVE, Account.QUEUED, 1);
		this.first.accept(span);
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public CompletableResultCode forceFlush() {
		return this.first.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		if (!this.closed.compareAndSet(false, true)) {
			return CompletableResultCode.ofSuccess();
		}
		this.first.close().join(this.shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS);
		long lost = 0;
		for (BatchExport<?> export : this.all) {
			lost += export.giveUp();
		}
		if (lost > 0) {
			logger.warn("{} spans were not exported within {} ms (tracing.export.shutdown-timeout) and are lost", lost,
					this.shutdownTimeout.toMillis());
		}
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public String toString() {
		return "QueuedSpanProcessor(" + this.first + ")";
	}

}
