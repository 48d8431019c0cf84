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

import dev.tracing.boot.OtlpReceiver;
import dev.tracing.boot.annotation.Traced;
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
 * What operators see of tracing, over HTTP: metrics, exemplars and health.
 */
class OperatorsViewTests {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{[^}]*})?) ([-0-9.eE+]+)$");

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void scrapeShowsTheBooks() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ServletWebServerApplicationContext context = start(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces")) {
			get(context, "/hello");
			get(context, "/hello");
			assertThat(get(context, "/fail").statusCode()).isEqualTo(500);
			await().untilAsserted(() -> assertThat(collector.spans()).hasSizeGreaterThanOrEqualTo(5));
			await().untilAsserted(() -> {
				Map<String, Double> metrics = scrape(context);
				assertThat(metrics.get("spans_exported_total")).isEqualTo(collector.spans().size());
				assertThat(metrics).containsEntry("spans_dropped_total", 0.0)
					.containsEntry("spans_generated_total", metrics.get("spans_exported_total"))
					.containsEntry("spans_queued", 0.0)
					.containsEntry("spans_buffered", 0.0)
					.containsEntry("spans_spooled", 0.0)
					.containsEntry("spans_queue_capacity", 2048.0)
					.containsEntry("spans_lost_total{reason=\"leaked\"}", 0.0)
					.containsEntry("trace_errors_total", 1.0)
					.containsEntry("trace_export_errors_total{type=\"connection\"}", 0.0)
					.containsKey("spans_live")
					.containsKey("spans_started_total")
					.containsKey("spans_unsampled_total{reason=\"ratio\"}");
				assertThat(metrics.get("traces_generated_total")).isGreaterThanOrEqualTo(3.0);
				assertThat(metrics.get("trace_exports_total")).isPositive();
				assertThat(metrics.get("span_export_last_success_seconds")).isGreaterThan(1.7e9);
				assertThat(metrics).containsKey("span_export_duration_seconds_bucket{le=\"+Inf\"}");
				assertThat(metrics.get("span_export_duration_seconds_count")).isPositive();
			});
		}
	}

	@Test
	void timesOfRequestsAndOfTracedMethodsPointToSampledSpans() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ServletWebServerApplicationContext context = start(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.annotation.metrics=true",
						"--management.metrics.distribution.percentiles-histogram.http.server.requests=true")) {
			get(context, "/hello");
			await().untilAsserted(() -> assertThat(collector.spans()).hasSizeGreaterThanOrEqualTo(2));
			await().untilAsserted(() -> {
				List<String> lines = exemplars(context);
				assertThat(lines).anyMatch((line) -> line.startsWith("http_server_requests_seconds_bucket")
						&& line.contains("/hello") && pointsTo(collector, line, "GET /hello"));
				assertThat(lines).anyMatch((line) -> line.startsWith("traced_method_seconds_bucket")
						&& line.contains("outcome=\"success\"") && pointsTo(collector, line, "greeting.make"));
			});
		}
	}

	@Test
	void timesOfUnsampledCallsAreTakenWithoutPointingAnywhere() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ServletWebServerApplicationContext context = start(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.annotation.metrics=true", "--tracing.sampling.ratio=0.0")) {
			get(context, "/hello");
			get(context, "/fail");
			await().untilAsserted(() -> {
				Map<String, Double> metrics = scrape(context);
				assertThat(metrics.entrySet()).anyMatch((metric) -> metric.getKey().startsWith("traced_method_seconds_count")
						&& metric.getKey().contains("success") && metric.getValue() == 1.0);
				assertThat(metrics.entrySet()).anyMatch((metric) -> metric.getKey().startsWith("traced_method_seconds_count")
						&& metric.getKey().contains("error") && metric.getValue() == 1.0);
			});
			assertThat(exemplars(context)).isEmpty();
			assertThat(collector.spans()).isEmpty();
		}
	}

	@Test
	void deadCollectorDegradesTracingButNotTheApplication() {
		String dead;
		try (OtlpReceiver collector = OtlpReceiver.http()) {
			dead = collector.endpoint();
		}
		try (ServletWebServerApplicationContext context = start("--tracing.export.endpoint=" + dead + "/v1/traces",
				"--tracing.health.degraded-after=0s", "--tracing.export.batch.timeout=1s",
				"--management.endpoint.health.show-details=always", "--management.endpoint.health.probes.enabled=true",
				"--tracing.export.shutdown-timeout=100ms")) {
			assertThat(get(context, "/actuator/health/tracing").body()).contains("\"UP\"");
			get(context, "/hello");
			await().untilAsserted(() -> {
				HttpResponse<String> tracing = get(context, "/actuator/health/tracing");
				assertThat(tracing.statusCode()).isEqualTo(200);
				assertThat(tracing.body()).contains("\"DEGRADED\"");
			});
			for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
				HttpResponse<String> health = get(context, path);
				assertThat(health.statusCode()).as(path).isEqualTo(200);
				assertThat(health.body()).as(path).contains("\"status\":\"UP\"");
			}
			assertThat(get(context, "/actuator/health").body()).contains("DEGRADED");
			assertThat(scrape(context).get("spans_lost_total{reason=\"export_failed\"}")).isPositive();
		}
	}

	@Test
	void healthIsUnknownWithoutEndpoint() {
		try (ServletWebServerApplicationContext context = start("--management.endpoint.health.show-details=always")) {
			HttpResponse<String> tracing = get(context, "/actuator/health/tracing");
			assertThat(tracing.statusCode()).isEqualTo(200);
			assertThat(tracing.body()).contains("UNKNOWN", "tracing.export.endpoint");
			assertThat(get(context, "/actuator/health").body()).endsWith("\"status\":\"UP\"}");
		}
	}

	@Test
	void selfTestSendsASpanThroughEveryStageWhateverTheSamplerSays() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ServletWebServerApplicationContext context = start(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.0", "--tracing.export.batch.schedule-delay=1m")) {
			HttpResponse<String> answer = post(context, "/actuator/tracing/self-test");
			System.out.println("Self-test: " + answer.body());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"outcome\":\"exported\"", "\"started\"", "\"ended and queued\"",
					"\"batched and redacted\"", "afterMillis");
			assertThat(collector.spans()).singleElement()
				.satisfies((span) -> assertThat(span.getName()).isEqualTo("test_span"));
			get(context, "/hello");
			String missing = get(context, "/actuator/tracing/missing-spans").body();
			System.out.println("Missing spans: " + missing);
			assertThat(missing).contains("{\"name\":\"test_span\",\"exported\":1}", "\"cause\":\"not sampled\"",
					"\"cause\":\"network\"", "\"cause\":\"timeout\"", "\"exported\":1");
		}
	}

	@Test
	void selfTestSaysWhereItStoppedAndWhatToLookAt() {
		String dead;
		try (OtlpReceiver collector = OtlpReceiver.http()) {
			dead = collector.endpoint();
		}
		try (ServletWebServerApplicationContext context = start("--tracing.export.endpoint=" + dead + "/v1/traces",
				"--tracing.export.batch.timeout=2s", "--tracing.export.shutdown-timeout=100ms")) {
			String answer = post(context, "/actuator/tracing/self-test").body();
			System.out.println("Self-test: " + answer);
			assertThat(answer).contains("\"outcome\":\"stopped\"", "\"stoppedAt\":\"export\"", "\"property\":\"");
			assertThat(post(context, "/actuator/tracing/flush").body()).contains("\"flushed\"", "\"millis\"");
		}
		try (ServletWebServerApplicationContext context = start()) {
			assertThat(post(context, "/actuator/tracing/self-test").body()).contains("\"stoppedAt\":\"destination\"",
					"tracing.export.endpoint");
		}
	}

	@Test
	void flushSendsWhatWaits() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ServletWebServerApplicationContext context = start(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.export.batch.schedule-delay=1m")) {
			get(context, "/hello");
			await().untilAsserted(() -> assertThat(context.getBean(Ledger.class).balance(Account.QUEUED))
				.isGreaterThanOrEqualTo(2));
			assertThat(post(context, "/actuator/tracing/flush").body()).contains("\"flushed\":true");
			assertThat(collector.spans()).extracting((span) -> span.getName()).contains("GET /hello", "greeting.make");
		}
	}

	private HttpResponse<String> post(ServletWebServerApplicationContext context, String path) {
		URI uri = URI.create("http://localhost:" + context.getWebServer().getPort() + path);
		return send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build());
	}

	private static boolean pointsTo(OtlpReceiver collector, String line, String name) {
		return collector.spans()
			.stream()
			.filter((span) -> span.getName().equals(name))
			.anyMatch((span) -> line.contains("span_id=\"" + hex(span.getSpanId().toByteArray()) + "\"")
					&& line.contains("trace_id=\"" + hex(span.getTraceId().toByteArray()) + "\""));
	}

	private static String hex(byte[] bytes) {
		return java.util.HexFormat.of().formatHex(bytes);
	}

	private List<String> exemplars(ServletWebServerApplicationContext context) {
		return get(context, "/actuator/prometheus", "application/openmetrics-text; version=1.0.0").body()
			.lines()
			.filter((line) -> line.contains("trace_id"))
			.toList();
	}

	private Map<String, Double> scrape(ServletWebServerApplicationContext context) {
		Map<String, Double> metrics = new TreeMap<>();
		Matcher matcher = SAMPLE.matcher(get(context, "/actuator/prometheus").body());
		while (matcher.find()) {
			metrics.put(matcher.group(1), Double.valueOf(matcher.group(2)));
		}
		return metrics;
	}

	private HttpResponse<String> get(ServletWebServerApplicationContext context, String path) {
		return get(context, path, "*/*");
	}

	private HttpResponse<String> get(ServletWebServerApplicationContext context, String path, String accept) {
		URI uri = URI.create("http://localhost:" + context.getWebServer().getPort() + path);
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

	private static ServletWebServerApplicationContext start(String... arguments) {
		return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "tracing.sampling.ratio=1.0", "tracing.export.batch.schedule-delay=50ms",
					"management.endpoints.web.exposure.include=*", "management.endpoint.tracing.access=unrestricted",
					// The class path has brokers that are not there.
					"management.health.defaults.enabled=false", "management.health.ping.enabled=true",
					"management.health.tracing.enabled=true")
			.run(arguments);
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

		@GetMapping("/hello")
		String hello() {
			return this.greetings.make(true);
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
