/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jetty, together with metrics: each request is an Observation too.
 */
class JettyServerTests extends ServletServerContract {

	JettyServerTests() {
		super(ServletShop.start(Jetty.class, "tracing.http.server.response-header=X-Trace-Id",
				"tracing.http.server.trace-response=true", "tracing.http.server.server-timing=true",
				"tracing.http.server.exclude=actuator,health,favicon,/internal/**"));
	}

	@Test
	void theMetricsStay() {
		shop().get("/orders/8");
		spans().take();
		assertThat(
				shop().bean(MeterRegistry.class).get("http.server.requests").tag("uri", "/orders/{id}").timer().count())
			.isPositive();
	}

	@Test
	void theErrorPageIsMadeInTheTrace() {
		try (CapturedLog log = CapturedLog.of(ServletShop.class)) {
			shop().get("/fail");
			SpanData span = spans().take();
			assertThat(log.mdcOf("Error page")).containsEntry("spanId", span.getSpanId());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JettyServletWebServerAutoConfiguration.class, MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class })
	static class Jetty {

	}

}
