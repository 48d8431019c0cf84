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
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

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
@Import({ OtlpHeadersConfiguration.class, LimitMetricsConfiguration.class })
public final class ExportAutoConfiguration {

	ExportAutoConfiguration() {
	}

	// The users' processors in their order, then the batch processor, which is not even
	// made if nothing would receive its spans.
	@Bean
	@ConditionalOnMissingBean
	SpanProcessors tracingSpanProcessors(ExportPipeline pipeline, ExportProperties properties,
			ObjectProvider<SpanProcessor> processors, ObjectProvider<BatchSpanProcessor> batchProcessors,
			ObjectProvider<SpanStage> stages) {
		List<SpanProcessor> result = new ArrayList<>(
				processors.orderedStream((type) -> !BatchSpanProcessor.class.isAssignableFrom(type)).toList());
		if (pipeline.hasSinks()) {
			batchProcessors.orderedStream()
				.map((batch) -> staged(new BoundedSpanProcessor(batch, properties.shutdownTimeout()),
						stages.orderedStream().toList()))
				.forEach(result::add);
		}
		return SpanProcessors.of(result);
	}

	// Built from the inside: the first stage receives the spans first.
	private static SpanProcessor staged(SpanProcessor queue, List<SpanStage> stages) {
		SpanProcessor result = queue;
		for (int i = stages.size() - 1; i >= 0; i--) {
			result = stages.get(i).before(result);
		}
		return result;
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	BatchSpanProcessor tracingBatchSpanProcessor(ExportPipeline pipeline, OpenTelemetryTracingProperties properties,
			ObjectProvider<MeterProvider> meterProvider) {
		return pipeline.batchSpanProcessor(properties.getExport(), meterProvider);
	}

	@Bean
	ExportPipeline tracingExportPipeline(Environment environment, ExportProperties properties,
			OpenTelemetryTracingProperties effective, ObjectProvider<SpanExporters> exporters,
			ObjectProvider<SpanExportingPredicate> predicates, ObjectProvider<SpanReporter> reporters,
			ObjectProvider<SpanFilter> filters, ObjectProvider<ExportStage> stages) {
		new ExportCheck(environment).check(properties, effective.getExport());
		boolean enabled = environment.getProperty("management.tracing.export.enabled", Boolean.class, Boolean.TRUE);
		return new ExportPipeline(enabled, exporters, predicates.orderedStream().toList(),
				reporters.orderedStream().toList(), filters.orderedStream().toList(), stages.orderedStream().toList(),
				new LimitWatch(effective.getLimits().getMaxAttributeValueLength(), System::nanoTime));
	}

}
