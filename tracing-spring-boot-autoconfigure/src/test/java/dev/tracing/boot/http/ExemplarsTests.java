/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The metric of a request points to its trace, with our span as with Spring Boot's.
 */
class ExemplarsTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void metricOfARequestCarriesTraceAndSpanOfTheServerSpan() {
		try (ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(
				Application.class)
			.run("--server.port=0", "--tracing.sampling.ratio=1.0",
					"--management.endpoints.web.exposure.include=prometheus",
					"--management.metrics.distribution.percentiles-histogram.http.server.requests=true")) {
			String url = "http://localhost:" + context.getWebServer().getPort();
			assertThat(get(url + "/hello")).isEqualTo("hello");
			SpanData span = context.getBean(RecordedSpans.class).take();
			await().untilAsserted(() -> assertThat(
					get(url + "/actuator/prometheus").lines().filter((line) -> line.contains("/hello")))
				.anyMatch((line) -> line.contains("trace_id=\"" + span.getTraceId() + "\"")
						&& line.contains("span_id=\"" + span.getSpanId() + "\"")));
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	private String get(String url) {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(url))
				.header("Accept", "application/openmetrics-text; version=1.0.0")
				.build();
			if (!url.contains("actuator")) {
				request = HttpRequest.newBuilder(URI.create(url)).build();
			}
			return this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Application {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
