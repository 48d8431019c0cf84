/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import dev.tracing.boot.FirstDestinationOnly;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;

/**
 * Gives the exporter of the first destination senders that also have the application's
 * headers and the spool.
 */
final class FirstDestinationSenders
		implements OtlpHttpSpanExporterBuilderCustomizer, OtlpGrpcSpanExporterBuilderCustomizer, FirstDestinationOnly {

	private final ComponentLoader senders;

	FirstDestinationSenders(ComponentLoader senders) {
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
