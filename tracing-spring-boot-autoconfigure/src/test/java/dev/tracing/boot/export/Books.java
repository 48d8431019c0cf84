/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A queue before an exporter, spans that go into it, and the books about them. Spans are
 * sampled unless they are called so.
 */
final class Books implements AutoCloseable {

	final Ledger ledger = new Ledger();

	final ExportLog log = new ExportLog("test", this.ledger, Clock.systemUTC());

	final QueuedSpanProcessor processor;

	private final SdkTracerProvider provider;

	final Tracer tracer;

	Books(BatchSettings settings, SpanExporter exporter) {
		this(settings, exporter, false);
	}

	Books(BatchSettings settings, SpanExporter exporter, boolean includeUnsampled) {
		this(settings, exporter, includeUnsampled, Duration.ofMillis(500));
	}

	Books(BatchSettings settings, SpanExporter exporter, boolean includeUnsampled, Duration shutdownTimeout) {
		SpanValue value = new SpanValue(Duration.ofSeconds(1));
		BatchExport<ReadableSpan> export = new BatchExport<>(settings,
				new SpanQueue<>(settings.queueSize(), value::isRemarkable), ReadableSpan::toSpanData, exporter,
				this.log, new DropMessage("queue=" + settings.queueSize(), System::nanoTime));
		this.processor = new QueuedSpanProcessor(export, List.of(export), List.of(this.log), includeUnsampled,
				shutdownTimeout);
		this.provider = SdkTracerProvider.builder()
			.setSampler(new ByName())
			.addSpanProcessor(new StartCount(this.ledger))
			.addSpanProcessor(this.processor)
			.build();
		this.tracer = this.provider.get("test");
	}

	/**
	 * Batches of one span, exported at once.
	 */
	static BatchSettings oneByOne(int queueSize, int concurrency) {
		return new BatchSettings(queueSize, 1, 1, Duration.ofMinutes(10), Duration.ofMinutes(10), concurrency);
	}

	void end(String... names) {
		for (String name : names) {
			this.tracer.spanBuilder(name).startSpan().end();
		}
	}

	void fail(String... names) {
		for (String name : names) {
			this.tracer.spanBuilder(name).startSpan().setStatus(StatusCode.ERROR).end();
		}
	}

	long lost(Loss reason) {
		return this.ledger.lost(reason);
	}

	/**
	 * Fails unless every span that has started is in exactly one account.
	 */
	void assertBalanced() {
		long sum = this.ledger.exported() + this.ledger.forgotten();
		for (Loss reason : Loss.values()) {
			sum += this.ledger.lost(reason);
		}
		for (Account account : Account.values()) {
			sum += this.ledger.balance(account);
		}
		assertThat(sum).isEqualTo(this.ledger.started());
	}

	/**
	 * Closes the queue. Fails if a span is still in it, or in no account at all.
	 */
	@Override
	public void close() {
		this.provider.close();
		assertThat(this.ledger.balance(Account.LIVE)).as("live spans").isZero();
		assertThat(this.ledger.balance(Account.QUEUED)).as("queued spans").isZero();
		assertBalanced();
	}

	private static final class ByName implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return "unsampled".equals(name) ? SamplingResult.create(SamplingDecision.RECORD_ONLY)
					: SamplingResult.recordAndSample();
		}

		@Override
		public String getDescription() {
			return "ByName";
		}

	}

	private record StartCount(Ledger ledger) implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			this.ledger.start(span.getSpanContext().isSampled());
		}

		@Override
		public boolean isStartRequired() {
			return true;
		}

		@Override
		public void onEnd(ReadableSpan span) {
		}

		@Override
		public boolean isEndRequired() {
			return false;
		}

	}

}
