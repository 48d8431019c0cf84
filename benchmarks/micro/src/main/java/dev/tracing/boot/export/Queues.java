/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Queues before an exporter, and spans to put into them. A queue is empty before each
 * measurement and has room for all spans of it.
 */
@State(Scope.Benchmark)
public class Queues {

	private static final int QUEUE_SIZE = 8192;

	/**
	 * Whose queue it is.
	 */
	@Param({ "sdk", "ours" })
	public String queue;

	SpanProcessor processor;

	final List<ReadableSpan> spans = new ArrayList<>();

	/**
	 * Makes the queue.
	 */
	@Setup(Level.Trial)
	public void start() {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			for (int i = 0; i < EndedSpans.COUNT; i++) {
				this.spans.add(EndedSpans.ended(provider.get("benchmark")));
			}
		}
		this.processor = "sdk".equals(this.queue) ? sdk() : ours();
	}

	/**
	 * Waits until the queue is empty.
	 */
	@Setup(Level.Invocation)
	public void flush() {
		this.processor.forceFlush().join(10, TimeUnit.SECONDS);
	}

	/**
	 * Closes the queue.
	 */
	@TearDown(Level.Trial)
	public void close() {
		this.processor.shutdown().join(10, TimeUnit.SECONDS);
	}

	private static SpanProcessor sdk() {
		return BatchSpanProcessor.builder(new SentSpans())
			.setMaxQueueSize(QUEUE_SIZE)
			.setMaxExportBatchSize(QUEUE_SIZE / 2)
			.build();
	}

	private static SpanProcessor ours() {
		BatchSettings settings = new BatchSettings(QUEUE_SIZE, QUEUE_SIZE / 2, QUEUE_SIZE / 2, Duration.ofSeconds(5),
				Duration.ofSeconds(30), 2);
		ExportLog log = new ExportLog("benchmark", new Ledger(), Clock.systemUTC());
		SpanValue value = new SpanValue(Duration.ofSeconds(1));
		BatchExport<ReadableSpan> export = new BatchExport<>(settings,
				new SpanQueue<>(QUEUE_SIZE, value::isRemarkable), ReadableSpan::toSpanData, new SentSpans(), log,
				new DropMessage("queue", System::nanoTime));
		return new QueuedSpanProcessor(export, List.of(export), List.of(log), false, Duration.ofSeconds(5));
	}

}
