/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One span for each exchange and the metrics as they were without us, in every
 * combination.
 */
class ServletMetricsTests {

	private static final String BOOT_FILTER = "webMvcObservationFilter";

	@Test
	void withoutMetricsThereIsNoObservation() {
		try (ServletShop shop = ServletShop.start(Tomcat.class)) {
			assertThat(shop.context().containsBean(BOOT_FILTER)).isFalse();
			assertOneSpanAndMdc(shop);
		}
	}

	@Test
	void withMetricsTheObservationAdoptsTheSpan() {
		try (ServletShop shop = ServletShop.start(Metrics.class)) {
			assertThat(shop.context().getBean(BOOT_FILTER, FilterRegistrationBean.class).getOrder())
				.isEqualTo(Ordered.HIGHEST_PRECEDENCE + 2);
			assertOneSpanAndMdc(shop);
			assertThat(count(shop.bean(MeterRegistry.class))).isEqualTo(1);
			assertThat(shop.get("/callable/7").body()).isEqualTo("order 7");
			assertThat(shop.spans().take().getName()).isEqualTo("GET /callable/{id}");
			assertThat(shop.get("/fail").statusCode()).isEqualTo(500);
			ServletServerContract.assertFailed(shop.spans().take(), "GET /fail", IllegalStateException.class);
			assertThat(shop.get("/health").statusCode()).isEqualTo(200);
			await().ignoreExceptions()
				.untilAsserted(() -> assertThat(count(shop.bean(MeterRegistry.class), "/health")).isEqualTo(1));
			shop.spans().assertNoMore();
			assertThat(shop.bean(ServletShop.Leaks.class).found).isEmpty();
		}
	}

	@Test
	void metricsStayWithoutOurSpans() {
		try (ServletShop shop = ServletShop.start(Metrics.class, "tracing.http.server.enabled=false")) {
			shop.get("/orders/7");
			shop.spans().take();
			shop.spans().assertNoMore();
			assertThat(count(shop.bean(MeterRegistry.class))).isEqualTo(1);
		}
	}

	@Test
	void theUsersHandlerIsCalled() {
		try (ServletShop shop = ServletShop.start(OwnHandler.class)) {
			assertThat(shop.context().containsBean(BOOT_FILTER)).isTrue();
			assertOneSpanAndMdc(shop);
			assertThat(shop.bean(CountingHandler.class).stopped).isEqualTo(1);
		}
	}

	@Test
	void theUsersRegistryIsUsed() {
		try (ServletShop shop = ServletShop.start(OwnMeters.class)) {
			assertOneSpanAndMdc(shop);
			assertThat(count(shop.bean(MeterRegistry.class))).isEqualTo(1);
		}
	}

	private static long count(MeterRegistry registry) {
		return count(registry, "/orders/{id}");
	}

	private static long count(MeterRegistry registry, String route) {
		return registry.get("http.server.requests").tag("uri", route).timer().count();
	}

	private static void assertOneSpanAndMdc(ServletShop shop) {
		RecordedSpans spans = shop.spans();
		try (CapturedLog log = CapturedLog.of(ServletShop.class)) {
			assertThat(shop.get("/orders/7").statusCode()).isEqualTo(200);
			SpanData span = spans.take();
			assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(span.getName()).isEqualTo("GET /orders/{id}");
			assertThat(log.mdcOf("Found order 7")).containsEntry("traceId", span.getTraceId())
				.containsEntry("spanId", span.getSpanId());
		}
		spans.assertNoMore();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Tomcat {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class })
	static class Metrics {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, MetricsAutoConfiguration.class })
	static class OwnMeters {

		@Bean
		SimpleMeterRegistry simpleMeterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class OwnHandler {

		@Bean
		CountingHandler countingHandler() {
			return new CountingHandler();
		}

	}

	static class CountingHandler implements ObservationHandler<Observation.Context> {

		private volatile int stopped;

		@Override
		public void onStop(Observation.Context context) {
			if (context.getName().equals("http.server.requests")) {
				this.stopped++;
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
