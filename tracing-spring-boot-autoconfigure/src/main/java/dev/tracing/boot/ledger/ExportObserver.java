/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * Sees what passes on the export thread and what the exporters say of it.
 */
final class ExportObserver {

	private final RecentFates fates;

	private volatile @Nullable Sighting wanted;

	ExportObserver(RecentFates fates) {
		this.fates = fates;
	}

	SpanExporter before(SpanExporter sinks) {
		return new ObservedSpanExporter(sinks);
	}

	/**
	 * Looks out for a span.
	 * @param spanId its id
	 * @return what becomes of it
	 */
	Sighting lookOut(String spanId) {
		Sighting sighting = new Sighting(spanId);
		this.wanted = sighting;
		return sighting;
	}

	private void exporting(Collection<SpanData> spans, CompletableResultCode result) {
		Delivery delivery = Delivery.current();
		Sighting sighting = this.wanted;
		boolean seen = sighting != null && sighting.isAmong(spans);
		if (seen && sighting != null) {
			this.wanted = null;
			sighting.passed(delivery);
		}
		List<String> names = namesOfSent(spans, (delivery != null) ? delivery.rest() : null);
		result.whenComplete(() -> {
			SpanFate fate = fate(result.isSuccess(), delivery);
			names.forEach((name) -> this.fates.add(name, fate));
			if (seen && sighting != null) {
				sighting.answered(result.isSuccess());
			}
		});
	}

	// A copy: the collection is the exporter's.
	private List<String> namesOfSent(Collection<SpanData> spans, @Nullable Collection<SpanData> rest) {
		Set<String> sent = (rest != null) ? rest.stream().map(SpanData::getSpanId).collect(Collectors.toSet()) : null;
		List<String> names = new ArrayList<>(spans.size());
		for (SpanData span : spans) {
			if (sent == null || sent.contains(span.getSpanId())) {
				names.add(span.getName());
			}
			else {
				this.fates.add(span.getName(), SpanFate.FILTERED);
			}
		}
		return names;
	}

	private static SpanFate fate(boolean success, @Nullable Delivery delivery) {
		if (success && delivery != null && delivery.isSpooled()) {
			return SpanFate.SPOOLED;
		}
		return success ? SpanFate.EXPORTED : SpanFate.NOT_EXPORTED;
	}

	/**
	 * Where one span was seen, and when.
	 */
	static final class Sighting {

		private final String spanId;

		private final CountDownLatch answer = new CountDownLatch(1);

		private volatile long passedNanos;

		private volatile long answeredNanos;

		private volatile boolean filtered;

		private volatile boolean success;

		private Sighting(String spanId) {
			this.spanId = spanId;
		}

		private boolean isAmong(Collection<SpanData> spans) {
			for (SpanData span : spans) {
				if (span.getSpanId().equals(this.spanId)) {
					return true;
				}
			}
			return false;
		}

		private void passed(@Nullable Delivery delivery) {
			Collection<SpanData> rest = (delivery != null) ? delivery.rest() : null;
			this.filtered = rest != null && !isAmong(rest);
			this.passedNanos = System.nanoTime();
		}

		private void answered(boolean success) {
			this.success = success;
			this.answeredNanos = System.nanoTime();
			this.answer.countDown();
		}

		boolean hasPassed() {
			return this.passedNanos != 0;
		}

		boolean awaitAnswer(long nanos) throws InterruptedException {
			return this.answer.await(nanos, TimeUnit.NANOSECONDS);
		}

		boolean isFiltered() {
			return this.filtered;
		}

		boolean isSuccess() {
			return this.success;
		}

		long passedNanos() {
			return this.passedNanos;
		}

		long answeredNanos() {
			return this.answeredNanos;
		}

	}

	private final class ObservedSpanExporter implements SpanExporter {

		private final SpanExporter sinks;

		ObservedSpanExporter(SpanExporter sinks) {
			this.sinks = sinks;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			CompletableResultCode result = this.sinks.export(spans);
			exporting(spans, result);
			return result;
		}

		@Override
		public CompletableResultCode flush() {
			return this.sinks.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.sinks.shutdown();
		}

	}

}
