/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.List;

import dev.tracing.boot.ledger.Delivery;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Micrometer's predicates, filters and reporters before an exporter. What they take out
 * is counted.
 */
final class FilteringSpanExporter implements SpanExporter {

	private final SpanExporter micrometer;

	// Of the batch that is being exported; one thread exports.
	private int unfiltered;

	FilteringSpanExporter(SpanExporter exporter, List<SpanExportingPredicate> predicates, List<SpanReporter> reporters,
			List<SpanFilter> filters) {
		this.micrometer = new CompositeSpanExporter(List.of(new Rest(exporter)), predicates, reporters, filters);
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		this.unfiltered = spans.size();
		CompletableResultCode result = this.micrometer.export(spans);
		// If nothing is left, Micrometer calls no exporter.
		count(0);
		return result;
	}

	private void count(int rest) {
		Delivery delivery = Delivery.current();
		if (delivery != null) {
			delivery.filtered(this.unfiltered - rest);
		}
		this.unfiltered = 0;
	}

	@Override
	public CompletableResultCode flush() {
		return this.micrometer.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.micrometer.shutdown();
	}

	private final class Rest implements SpanExporter {

		private final SpanExporter exporter;

		Rest(SpanExporter exporter) {
			this.exporter = exporter;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			count(spans.size());
			return this.exporter.export(spans);
		}

		@Override
		public CompletableResultCode flush() {
			return this.exporter.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.exporter.shutdown();
		}

	}

}
