/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.List;

import dev.tracing.boot.ExportStage;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/**
 * What stands between the queue and the exporters: what looks at spans, the stages that
 * change them, and Micrometer's filters and reporters where the application has any.
 */
final class ExportPipeline {

	private final boolean enabled;

	private final ObjectProvider<SpanExporters> exporters;

	private final ObjectProvider<Destinations> destinations;

	private final List<SpanExportingPredicate> predicates;

	private final List<SpanReporter> reporters;

	private final List<SpanFilter> filters;

	private final List<ExportStage> stages;

	private final LimitWatch limits;

	ExportPipeline(boolean enabled, ObjectProvider<SpanExporters> exporters, ObjectProvider<Destinations> destinations,
			List<SpanExportingPredicate> predicates, List<SpanReporter> reporters, List<SpanFilter> filters,
			List<ExportStage> stages, LimitWatch limits) {
		this.enabled = enabled;
		this.exporters = exporters;
		this.destinations = destinations;
		this.predicates = predicates;
		this.reporters = reporters;
		this.filters = filters;
		this.stages = stages;
		this.limits = limits;
	}

	boolean hasSinks() {
		return this.enabled && (!exporters().isEmpty() || !this.reporters.isEmpty() || !destinations().isEmpty());
	}

	List<SpanExporter> exporters() {
		return this.exporters.getObject().list();
	}

	List<Destination> destinations() {
		Destinations destinations = this.destinations.getIfAvailable();
		return (destinations != null) ? destinations.list() : List.of();
	}

	LimitWatch limits() {
		return this.limits;
	}

	/**
	 * Puts everything before the exporters, each once, however many exporters there are.
	 * @param exporters all exporters
	 * @return what receives the spans first
	 */
	SpanExporter before(SpanExporter exporters) {
		SpanExporter result = filtering(exporters);
		// Built from the inside: the first stage receives the spans first.
		for (int i = this.stages.size() - 1; i >= 0; i--) {
			result = this.stages.get(i).before(result);
		}
		return new WatchedSpanExporter(result, this.limits);
	}

	// Micrometer's composite copies every span several times, so it is used only if
	// needed.
	private SpanExporter filtering(SpanExporter exporters) {
		if (this.predicates.isEmpty() && this.reporters.isEmpty() && this.filters.isEmpty()) {
			return exporters;
		}
		return new FilteringSpanExporter(exporters, this.predicates, this.reporters, this.filters);
	}

}
