/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ledger.SentBytes;
import dev.tracing.boot.otlp.SenderComponents.SenderSetup;
import dev.tracing.boot.spool.Spool;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the way to the collector.
 */
@AutoConfiguration
@ConditionalOnTracing
@ConditionalOnClass({ OtlpHttpSpanExporter.class, OtlpTracingProperties.class })
@EnableConfigurationProperties({ RetryProperties.class, CircuitProperties.class, OtlpTracingProperties.class,
		OpenTelemetryTracingProperties.class })
public final class OtlpAutoConfiguration {

	OtlpAutoConfiguration() {
	}

	@Bean
	SentBytes tracingSentBytes() {
		return new SentBytes();
	}

	// The first of all, so that the user's customizers have the last word.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	PatientSenders tracingPatientSenders(RetryProperties retry, CircuitProperties circuit, SentBytes sentBytes,
			ObjectProvider<ExportHeaders> headers, ObjectProvider<Spool> spool, ObjectProvider<SslBundles> bundles,
			OtlpTracingProperties otlp, OpenTelemetryTracingProperties batches) {
		PatienceCheck.check(retry, circuit);
		SenderSetup setup = new SenderSetup(retry, circuit, () -> headers.orderedStream().toList(), sentBytes,
				spool::getIfAvailable, new TlsUpdates(bundles.getIfAvailable(), otlp.getSsl().getBundle()),
				batches.getExport().getTimeout(), batches.getExport().getMaxBatchSize());
		ClassLoader classLoader = OtlpHttpSpanExporter.class.getClassLoader();
		return new PatientSenders(new SenderComponents(ComponentLoader.forClassLoader(classLoader), setup));
	}

}
