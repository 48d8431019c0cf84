/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Map;
import java.util.function.BiConsumer;

import dev.tracing.boot.NamedDestination;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;

/**
 * Headers of {@code tracing.export.headers}, beside those of Spring Boot's own key, which
 * win. They may be credentials, which no other destination sees.
 */
final class EndpointHeaders implements OtlpHttpSpanExporterBuilderCustomizer, OtlpGrpcSpanExporterBuilderCustomizer {

	private final Map<String, String> headers;

	private final Map<String, String> springBoots;

	EndpointHeaders(Map<String, String> headers, Map<String, String> springBoots) {
		this.headers = headers;
		this.springBoots = springBoots;
	}

	@Override
	public void customize(OtlpHttpSpanExporterBuilder builder) {
		add(builder::addHeader);
	}

	@Override
	public void customize(OtlpGrpcSpanExporterBuilder builder) {
		add(builder::addHeader);
	}

	private void add(BiConsumer<String, String> builder) {
		if (NamedDestination.current() != null) {
			return;
		}
		this.headers.forEach((name, value) -> {
			if (!this.springBoots.containsKey(name)) {
				builder.accept(name, value);
			}
		});
	}

}
