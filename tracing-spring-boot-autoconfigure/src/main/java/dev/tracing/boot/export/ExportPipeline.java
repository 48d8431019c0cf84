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
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties.Export;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/**
 * What stands behind the batch processor: every exporter, and Micrometer's filters and
 * reporters where the application has any.
 */
final class ExportPipeline {

	private final boolean enabled;

	private final ObjectProvider<SpanExporters> exporters;

	private final List<SpanExportingPredicate> predicates;

	private final List<SpanReporter> reporters;

	private final List<SpanFilter> filters;

	private final List<ExportStage> stages;

	private final LimitWatch limits;

	ExportPipeline(boolean enabled, ObjectProvider<SpanExporters> exporters, List<SpanExportingPredicate> predicates,
			List<SpanReporter> reporters, List<SpanFilter> filters, List<ExportStage> stages, LimitWatch limits) {
		this.enabled = enabled;
		this.exporters = exporters;
		this.predicates = predicates;
		this.reporters = reporters;
		this.filters = filters;
		this.stages = stages;
		this.limits = limits;
	}

	boolean hasSinks() {
		return this.enabled && (!this.exporters.getObject().list().isEmpty() || !this.reporters.isEmpty());
	}

	LimitWatch limits() {
		return this.limits;
	}

	BatchSpanProcessor batchSpanProcessor(Export export, ObjectProvider<MeterProvider> meterProvider) {
		BatchSpanProcessorBuilder builder = BatchSpanProcessor.builder(new WatchedSpanExporter(staged(), this.limits))
			.setExportUnsampledSpans(export.isIncludeUnsampled())
			.setExporterTimeout(export.getTimeout())
			.setMaxExportBatchSize(export.getMaxBatchSize())
			.setMaxQueueSize(export.getMaxQueueSize())
			.setScheduleDelay(export.getScheduleDelay());
		meterProvider.ifAvailable(builder::setMeterProvider);
		return builder.build();
	}

	// Built from the inside: the first stage receives the spans first.
	private SpanExporter staged() {
		SpanExporter result = exporter();
		for (int i = this.stages.size() - 1; i >= 0; i--) {
			result = this.stages.get(i).before(result);
		}
		return result;
	}

	// Micrometer's composite copies every span several times, so it is used only if
	// needed.
	private SpanExporter exporter() {
		List<SpanExporter> list = this.exporters.getObject().list();
		if (this.predicates.isEmpty() && this.reporters.isEmpty() && this.filters.isEmpty()) {
			return SpanExporter.composite(list);
		}
		return new CompositeSpanExporter(list, this.predicates, this.reporters, this.filters);
	}

}
