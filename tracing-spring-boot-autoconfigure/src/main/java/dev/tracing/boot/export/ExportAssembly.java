/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Puts queues before exporters: one queue for all of them or, with further destinations,
 * one for each behind a common one, in which the work is done that they share.
 */
final class ExportAssembly {

	private static final String FIRST = "default";

	private final BatchSettings settings;

	private final String queueProperty;

	private final SpanValue value;

	private final Ledger ledger;

	private final List<ExportLog> logs = new ArrayList<>();

	private final List<BatchExport<?>> exports = new ArrayList<>();

	/**
	 * Creates an assembly.
	 * @param settings the batches
	 * @param queueProperty the property of the queue's size
	 * @param slowerThan duration from which on a span is worth more than others
	 * @param ledger where spans are counted
	 */
	ExportAssembly(BatchSettings settings, String queueProperty, Duration slowerThan, Ledger ledger) {
		this.settings = settings;
		this.queueProperty = queueProperty;
		this.value = new SpanValue(slowerThan);
		this.ledger = ledger;
	}

	QueuedSpanProcessor processor(ExportPipeline pipeline, boolean includeUnsampled, Duration shutdownTimeout) {
		SpanExporter exporters = SpanExporter.composite(pipeline.exporters());
		List<Destination> further = pipeline.destinations();
		ExportLog log = new ExportLog(FIRST, this.ledger, Clock.systemUTC());
		if (further.isEmpty()) {
			this.logs.add(log);
		}
		else {
			exporters = queueing(pipeline.exporters(), further);
			log = new ExportLog("all", this.ledger, Clock.systemUTC());
			log.onLoss(this.logs.get(0)::lost);
		}
		SpanQueue<ReadableSpan> queue = new SpanQueue<>(this.settings.queueSize(), this.value::isRemarkable);
		watch(queue, ReadableSpan::getName, log);
		BatchExport<ReadableSpan> first = new BatchExport<>(this.settings, queue, ReadableSpan::toSpanData,
				pipeline.before(exporters), log, drops(this.queueProperty, this.settings.queueSize()));
		this.exports.add(0, first);
		return new QueuedSpanProcessor(first, this.exports, this.logs, includeUnsampled, shutdownTimeout);
	}

	private SpanExporter queueing(List<SpanExporter> exporters, List<Destination> further) {
		List<SpanExporter> result = new ArrayList<>();
		if (!exporters.isEmpty()) {
			result.add(queueing(new Destination(FIRST, this.settings.queueSize(), this.queueProperty,
					SpanExporter.composite(exporters))));
		}
		further.forEach((destination) -> result.add(queueing(destination)));
		return SpanExporter.composite(result);
	}

	private SpanExporter queueing(Destination destination) {
		boolean first = this.logs.isEmpty();
		Ledger books = first ? this.ledger : new Ledger();
		ExportLog log = new ExportLog(destination.name(), books, Clock.systemUTC());
		this.logs.add(log);
		// What comes has waited for its batch before.
		BatchSettings own = new BatchSettings(destination.maxQueueSize(), this.settings.batchSize(), 1,
				this.settings.delay(), this.settings.timeout(), this.settings.concurrency());
		SpanQueue<SpanData> queue = new SpanQueue<>(destination.maxQueueSize(), this.value::isRemarkable);
		watch(queue, SpanData::getName, log);
		BatchExport<SpanData> export = new BatchExport<>(own, queue, (span) -> span, destination.exporter(), log,
				drops(destination.property(), destination.maxQueueSize()));
		this.exports.add(export);
		return new QueueingSpanExporter(export, first ? null : books);
	}

	private static <E> void watch(SpanQueue<E> queue, Function<E, String> name, ExportLog log) {
		queue.onLoss((span) -> log.lost(name.apply(span)));
	}

	private static DropMessage drops(String property, int size) {
		return new DropMessage(property + "=" + size, System::nanoTime);
	}

}
