/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Exporters of {@code tracing.export.destinations}, and {@code tracing.export.headers} of
 * the first one. The exporters are no beans: they would be exporters of the first
 * destination.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(OtlpHttpSpanExporter.class)
@EnableConfigurationProperties(OtlpTracingProperties.class)
class DestinationsConfiguration {

	@Bean
	@Lazy
	@ConditionalOnEnabledTracingExport("otlp")
	Destinations tracingDestinations(ExportProperties properties, ObjectProvider<SpanExporters> firstExporters,
			ObjectProvider<MeterProvider> meterProvider, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<OtlpHttpSpanExporterBuilderCustomizer> http,
			ObjectProvider<OtlpGrpcSpanExporterBuilderCustomizer> grpc) {
		DestinationExporters exporters = new DestinationExporters(properties.connectTimeout(), meterProvider,
				sslBundles, http.orderedStream().toList(), grpc.orderedStream().toList());
		boolean first = firstExporters.getObject().list().isEmpty();
		List<Destination> destinations = new ArrayList<>();
		properties.destinations()
			.forEach((name,
					destination) -> destinations.add(new Destination(name, destination.maxQueueSize(),
							"tracing.export.destinations." + name + ".max-queue-size",
							exporters.exporter(destination, first && destinations.isEmpty()))));
		return new Destinations(destinations);
	}

	@Bean
	EndpointHeaders tracingOtlpHeaders(ExportProperties properties, OtlpTracingProperties otlp) {
		return new EndpointHeaders(properties.headers(), otlp.getHeaders());
	}

}
