/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.time.Duration;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Contexts with HTTP clients.
 */
final class HttpClients {

	private static final AutoConfigurations BOOT = AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
			OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
			org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class,
			HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
			HttpServiceClientPropertiesAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			RestClientAutoConfiguration.class, RestClientObservationAutoConfiguration.class,
			RestTemplateAutoConfiguration.class, RestTemplateObservationAutoConfiguration.class,
			WebClientAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
			HttpServiceClientAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class);

	private static final AutoConfigurations OURS = AutoConfigurations.of(ObservationAutoConfiguration.class,
			SamplingAutoConfiguration.class, TracingAutoConfiguration.class, HttpClientTracingAutoConfiguration.class,
			RestClientTracingAutoConfiguration.class, WebClientTracingAutoConfiguration.class,
			FeignTracingAutoConfiguration.class);

	private HttpClients() {
	}

	static ApplicationContextRunner traced(RecordedSpans spans) {
		return bootAlone(spans).withConfiguration(OURS);
	}

	static ApplicationContextRunner bootAlone(RecordedSpans spans) {
		return new ApplicationContextRunner().withConfiguration(BOOT)
			.withBean(RecordedSpans.class, () -> spans)
			.withBean(ReactorResourceFactory.class, HttpClients::resourcesThatCloseAtOnce)
			.withPropertyValues("management.tracing.sampling.probability=1.0");
	}

	static ApplicationContextRunner metered(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class);
	}

	private static ReactorResourceFactory resourcesThatCloseAtOnce() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

}
