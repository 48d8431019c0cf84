/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application as it runs in production: it sends its spans to a collector and shows
 * its metrics to Prometheus. Its trace ids are the same in each run.
 */
final class MonitoredApplication implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final ServletWebServerApplicationContext context;

	MonitoredApplication(String endpoint, String... arguments) {
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class).properties(
				Excluded.brokersAndDatabases(), "server.port=0", "spring.application.name=orders",
				"tracing.export.endpoint=" + endpoint, "tracing.export.timeout=2s",
				"tracing.export.batch.schedule-delay=20ms", "tracing.export.batch.timeout=3s",
				"tracing.export.shutdown-timeout=1s", "management.endpoints.web.exposure.include=prometheus",
				"management.metrics.distribution.percentiles-histogram.http.server.requests=true",
				// Prometheus 2.42 refuses a scrape that has exemplars where this would
				// put them.
				"management.prometheus.metrics.export.properties.[io.prometheus.exporter.exemplarsOnAllMetricTypes]=false")
			.run(arguments);
	}

	String address() {
		return "localhost:" + this.context.getWebServer().getPort();
	}

	void requests(int number, String path) throws IOException, InterruptedException {
		for (int i = 0; i < number; i++) {
			get(path);
		}
	}

	Scrape scrape() throws IOException, InterruptedException {
		return Scrape.of(get("/actuator/prometheus"));
	}

	private String get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path)).build();
		return this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Application {

		@Bean
		static SdkTracerProviderBuilderCustomizer sameIdsInEachRun() {
			return (builder) -> builder.setIdGenerator(new SameIds());
		}

		@GetMapping("/work")
		String work() {
			return "done";
		}

		@GetMapping("/fail")
		String fail() {
			throw new IllegalStateException("failed");
		}

	}

	private static final class SameIds implements IdGenerator {

		private final Random random = new Random(42);

		@Override
		public synchronized String generateTraceId() {
			return TraceId.fromLongs(this.random.nextLong() | 1, this.random.nextLong());
		}

		@Override
		public synchronized String generateSpanId() {
			return SpanId.fromLong(this.random.nextLong() | 1);
		}

	}

}
