/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.annotation.Traced;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with all of Spring Boot's actuator and ours, asked over HTTP.
 */
final class OperatedApplication implements AutoCloseable {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{[^}]*})?) ([-0-9.eE+]+)$");

	private final HttpClient client = HttpClient.newHttpClient();

	private final ServletWebServerApplicationContext context;

	OperatedApplication(String... arguments) {
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.properties(Excluded.brokersAndDatabases(), "server.port=0", "tracing.sampling.ratio=1.0",
					"tracing.export.batch.schedule-delay=50ms", "management.endpoints.web.exposure.include=*",
					"management.endpoint.tracing.access=unrestricted",
					// The class path has brokers that are not there.
					"management.health.defaults.enabled=false", "management.health.ping.enabled=true",
					"management.health.tracing.enabled=true")
			.run(arguments);
	}

	List<String> exemplars() {
		return get("/actuator/prometheus", "application/openmetrics-text; version=1.0.0").body()
			.lines()
			.filter((line) -> line.contains("trace_id"))
			.toList();
	}

	Map<String, Double> scrape() {
		Map<String, Double> metrics = new TreeMap<>();
		Matcher matcher = SAMPLE.matcher(get("/actuator/prometheus").body());
		while (matcher.find()) {
			metrics.put(matcher.group(1), Double.valueOf(matcher.group(2)));
		}
		return metrics;
	}

	HttpResponse<String> get(String path) {
		return get(path, "*/*");
	}

	private HttpResponse<String> get(String path, String accept) {
		URI uri = URI.create("http://localhost:" + this.context.getWebServer().getPort() + path);
		return send(HttpRequest.newBuilder(uri).header("Accept", accept).build());
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<String> post(String path) {
		URI uri = URI.create("http://localhost:" + this.context.getWebServer().getPort() + path);
		return send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build());
	}

	Tracer tracer() {
		return this.context.getBean(OpenTelemetry.class).getTracer("test");
	}

	Ledger ledger() {
		return this.context.getBean(Ledger.class);
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

		private final Greetings greetings;

		Application(Greetings greetings) {
			this.greetings = greetings;
		}

		@Bean
		static Greetings greetings() {
			return new Greetings();
		}

		@Bean
		@ConditionalOnProperty("filtered-span")
		static SpanExportingPredicate filter(@Value("${filtered-span}") String name) {
			return (span) -> !span.getName().equals(name);
		}

		@GetMapping("/hello")
		String hello() {
			return this.greetings.make(true);
		}

		@GetMapping("/lost")
		String lost() throws InterruptedException {
			Thread thread = new Thread(() -> this.greetings.make(true));
			thread.start();
			thread.join();
			return "done";
		}

		@GetMapping("/fail")
		String fail() {
			return this.greetings.make(false);
		}

	}

	static class Greetings {

		@Traced("greeting.make")
		String make(boolean possible) {
			if (!possible) {
				throw new IllegalStateException("no");
			}
			return "hello";
		}

	}

}
