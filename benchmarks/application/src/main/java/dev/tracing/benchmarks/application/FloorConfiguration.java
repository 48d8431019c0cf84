/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.application;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * The least that somebody would write by hand to have correct server spans:
 * OpenTelemetry's SDK as it comes, and one filter.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "benchmark.method", havingValue = "by-hand")
class FloorConfiguration {

	@Bean
	OpenTelemetrySdk openTelemetry(Environment environment) {
		String endpoint = environment.getRequiredProperty("benchmark.endpoint");
		double ratio = environment.getRequiredProperty("benchmark.ratio", Double.class);
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.getDefault()
				.merge(Resource.create(Attributes.builder().put("service.name", "floor").build())))
			.setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
			.addSpanProcessor(BatchSpanProcessor
				.builder(OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build())
				.build())
			.build();
		return OpenTelemetrySdk.builder()
			.setTracerProvider(provider)
			.setPropagators(ContextPropagators.create(TextMapPropagator
				.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
			.build();
	}

	@Bean
	FilterRegistrationBean<FloorFilter> floorFilter(OpenTelemetry openTelemetry,
			@Value("${benchmark.all-attributes:false}") boolean allAttributes) {
		FilterRegistrationBean<FloorFilter> registration = new FilterRegistrationBean<>(
				new FloorFilter(openTelemetry, allAttributes));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		return registration;
	}

}
