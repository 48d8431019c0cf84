/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ExportStage;
import dev.tracing.boot.SpanStage;
import dev.tracing.boot.ledger.Ledger;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the export pipeline.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ ExportProperties.class, OpenTelemetryTracingProperties.class })
@Import({ QueueConfiguration.class, DestinationsConfiguration.class, LimitMetricsConfiguration.class })
public final class ExportAutoConfiguration {

	ExportAutoConfiguration() {
	}

	// The users' processors in their order, then the queue, which is not even made if
	// nothing would receive its spans.
	@Bean
	@ConditionalOnMissingBean
	SpanProcessors tracingSpanProcessors(ExportPipeline pipeline, ExportProperties properties,
			ObjectProvider<SpanProcessor> processors, ObjectProvider<BatchSpanProcessor> usersBatches,
			ObjectProvider<QueueConfiguration> ownQueue, ObjectProvider<QueuedSpanProcessor> queue,
			ObjectProvider<SpanStage> stages, ObjectProvider<Ledger> ledger) {
		List<SpanProcessor> result = new ArrayList<>(
				processors.orderedStream(ExportAutoConfiguration::isNoQueue).toList());
		// What a batch processor of the application exports to is its own business.
		boolean own = ownQueue.getIfAvailable() != null;
		if (!own || pipeline.hasSinks()) {
			SpanProcessor last = own ? queue.getObject()
					: new BoundedSpanProcessor(
							SpanProcessor.composite(List.copyOf(usersBatches.orderedStream().toList())),
							ledger.getIfAvailable(Ledger::new), properties.shutdownTimeout());
			result.add(staged(last, stages.orderedStream().toList()));
		}
		return SpanProcessors.of(result);
	}

	private static boolean isNoQueue(Class<?> type) {
		return !BatchSpanProcessor.class.isAssignableFrom(type) && !QueuedSpanProcessor.class.isAssignableFrom(type);
	}

	// Built from the inside: the first stage receives the spans first.
	private static SpanProcessor staged(SpanProcessor queue, List<SpanStage> stages) {
		SpanProcessor result = queue;
		for (int i = stages.size() - 1; i >= 0; i--) {
			result = stages.get(i).before(result);
		}
		return result;
	}

	// Stands in the way of Spring Boot's own, which would export every span again.
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	BatchSpanProcessor tracingNoBatchSpanProcessor() {
		return BatchSpanProcessor.builder(SpanExporter.composite()).build();
	}

	@Bean
	ExportPipeline tracingExportPipeline(Environment environment, ExportProperties properties,
			OpenTelemetryTracingProperties effective, ObjectProvider<SpanExporters> exporters,
			ObjectProvider<Destinations> destinations, ObjectProvider<SpanExportingPredicate> predicates,
			ObjectProvider<SpanReporter> reporters, ObjectProvider<SpanFilter> filters,
			ObjectProvider<ExportStage> stages) {
		new ExportCheck(environment).check(properties, effective.getExport());
		boolean enabled = environment.getProperty("management.tracing.export.enabled", Boolean.class, Boolean.TRUE);
		return new ExportPipeline(enabled, exporters, destinations, predicates.orderedStream().toList(),
				reporters.orderedStream().toList(), filters.orderedStream().toList(), stages.orderedStream().toList(),
				new LimitWatch(effective.getLimits().getMaxAttributeValueLength(), System::nanoTime));
	}

}
