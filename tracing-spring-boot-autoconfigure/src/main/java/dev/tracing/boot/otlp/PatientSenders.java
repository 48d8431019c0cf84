/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;

/**
 * Gives exporters senders with a retry of their own.
 */
final class PatientSenders implements OtlpHttpSpanExporterBuilderCustomizer, OtlpGrpcSpanExporterBuilderCustomizer {

	private final ComponentLoader senders;

	PatientSenders(ComponentLoader senders) {
		this.senders = senders;
	}

	@Override
	public void customize(OtlpHttpSpanExporterBuilder builder) {
		builder.setRetryPolicy(null).setComponentLoader(this.senders);
	}

	@Override
	public void customize(OtlpGrpcSpanExporterBuilder builder) {
		builder.setRetryPolicy(null).setComponentLoader(this.senders);
	}

}
