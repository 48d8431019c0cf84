/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.List;

import dev.tracing.boot.WrittenProperty;
import dev.tracing.boot.ledger.ExportLogs;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The queue before the exporters, unless the application has a batch processor of its
 * own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(BatchSpanProcessor.class)
class QueueConfiguration {

	@Bean
	@Lazy
	QueuedSpanProcessor tracingQueuedSpanProcessor(Environment environment, ExportProperties properties,
			OpenTelemetryTracingProperties effective, ExportPipeline pipeline, ObjectProvider<Ledger> ledger) {
		OpenTelemetryTracingProperties.Export export = effective.getExport();
		BatchSettings settings = new BatchSettings(export.getMaxQueueSize(), export.getMaxBatchSize(),
				export.getMaxBatchSize(), export.getScheduleDelay(), export.getTimeout(), properties.concurrency());
		// What is slow for the rescue is slow here.
		Duration slowerThan = Binder.get(environment)
			.bind("tracing.sampling.rescue.slower-than", Duration.class)
			.orElse(Duration.ofSeconds(1));
		return new ExportAssembly(settings,
				WrittenProperty.nameOf(environment, "management.opentelemetry.tracing.export.max-queue-size"),
				slowerThan, ledger.getIfAvailable(Ledger::new))
			.processor(pipeline, export.isIncludeUnsampled(), properties.shutdownTimeout());
	}

	@Bean
	@Lazy
	ExportLogs tracingExportLogs(ExportPipeline pipeline, ObjectProvider<QueuedSpanProcessor> processor) {
		return pipeline.hasSinks() ? processor.getObject().logs() : new ExportLogs(List.of());
	}

}
