/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spring Security on a real Tomcat, with its metrics, with and without its spans.
 */
class SecurityTracingTests {

	@Test
	void makesNoSpansButMetrics() throws Exception {
		assertThat(get()).singleElement().asString().doesNotContain("security");
	}

	@Test
	void makesSpansIfAskedFor() throws Exception {
		assertThat(get("--tracing.security.enabled=true")).hasSizeGreaterThan(1)
			.anyMatch((name) -> name.contains("security"));
	}

	private static List<String> get(String... args) throws Exception {
		List<String> all = new ArrayList<>(List.of(args));
		all.addAll(List.of("--server.port=0", "--tracing.sampling.ratio=1.0"));
		try (ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(
				Application.class)
			.run(all.toArray(String[]::new)); HttpClientHolder client = new HttpClientHolder()) {
			assertThat(client.get(context.getWebServer().getPort())).isEqualTo(401);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(registry.getMeters())
				.anyMatch((meter) -> meter.getId().getName().startsWith("spring.security.")));
			RecordedSpans spans = context.getBean(RecordedSpans.class);
			List<String> names = new ArrayList<>();
			await().until(() -> {
				SpanData span = spans.take();
				names.add(span.getName());
				return span.getKind() == SpanKind.SERVER;
			});
			spans.assertNoMore();
			return names;
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = JettyServletWebServerAutoConfiguration.class)
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

	private static final class HttpClientHolder implements AutoCloseable {

		private final HttpClient client = HttpClient.newHttpClient();

		int get(int port) throws Exception {
			return this.client
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello")).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}

		@Override
		public void close() {
			// The JDK's client of this baseline has nothing to close.
		}

	}

}
