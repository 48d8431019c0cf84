/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tracing.boot.ledger.Delivery;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Micrometer's predicates, filters and reporters before an exporter. What they take out
 * is counted.
 */
final class FilteringSpanExporter implements SpanExporter {

	private static final Logger logger = LoggerFactory.getLogger(FilteringSpanExporter.class);

	private final SpanExporter micrometer;

	// Of the batch that is being exported; one thread exports.
	private Collection<SpanData> unfiltered = List.of();

	FilteringSpanExporter(SpanExporter exporter, List<SpanExportingPredicate> predicates, List<SpanReporter> reporters,
			List<SpanFilter> filters) {
		this.micrometer = new CompositeSpanExporter(List.of(new Rest(exporter)), predicates, reporters, filters);
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		this.unfiltered = spans;
		CompletableResultCode result = this.micrometer.export(spans);
		// If nothing is left, Micrometer calls no exporter.
		count(List.of());
		return result;
	}

	private void count(Collection<SpanData> rest) {
		Collection<SpanData> all = this.unfiltered;
		if (all.isEmpty()) {
			return;
		}
		this.unfiltered = List.of();
		Delivery delivery = Delivery.current();
		if (delivery != null) {
			delivery.filtered(all.size() - rest.size(), rest);
		}
		if (rest.size() < all.size() && logger.isDebugEnabled()) {
			logger.debug("Taken out by a SpanExportingPredicate or SpanFilter: {}", namesWithout(all, rest));
		}
	}

	private static List<String> namesWithout(Collection<SpanData> all, Collection<SpanData> rest) {
		Set<String> left = rest.stream().map(SpanData::getSpanId).collect(Collectors.toSet());
		return all.stream().filter((span) -> !left.contains(span.getSpanId())).map(SpanData::getName).toList();
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
			count(spans);
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
