/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What operators see of tracing, over HTTP: metrics, exemplars and health.
 */
class OperatorsViewTests {

	@Test
	void scrapeShowsTheBooks() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces")) {
			application.get("/hello");
			application.get("/hello");
			assertThat(application.get("/fail").statusCode()).isEqualTo(500);
			await().untilAsserted(() -> assertThat(collector.spans()).hasSizeGreaterThanOrEqualTo(5));
			await().untilAsserted(() -> {
				Map<String, Double> metrics = application.scrape();
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
				assertThat(metrics.get("spans_bytes_average")).isEqualTo(bytesOfASpan(collector));
				assertThat(metrics.get("span_export_last_success_seconds")).isGreaterThan(1.7e9);
				assertThat(metrics).containsKey("span_export_duration_seconds_bucket{le=\"+Inf\"}");
				assertThat(metrics.get("span_export_duration_seconds_count")).isPositive();
			});
		}
	}

	private static double bytesOfASpan(OtlpReceiver collector) {
		double bytes = collector.requests().stream().mapToInt(ExportTraceServiceRequest::getSerializedSize).sum();
		return bytes / collector.spans().size();
	}

	@Test
	void namesOfSpansAreRedactedWhereverTheyAreShown() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces")) {
			Span live = application.tracer().spanBuilder("pay 4111111111111111").startSpan();
			application.tracer().spanBuilder("refund 4111111111111111").startSpan().end();
			await().untilAsserted(() -> assertThat(collector.spans()).extracting((span) -> span.getName())
				.contains("refund REDACTED"));
			assertThat(application.get("/actuator/tracing").body())
				.contains("\"name\":\"refund REDACTED\"", "\"name\":\"pay REDACTED\"")
				.doesNotContain("4111111111111111");
			live.end();
		}
	}

	@Test
	void childOfARequestThatIsNotSampledIsCountedThoughItHasNoSpan() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.0")) {
			application.get("/hello");
			await().untilAsserted(
					() -> assertThat(application.scrape()).containsEntry("spans_unsampled_total{reason=\"ratio\"}", 1.0)
						.containsEntry("spans_unsampled_total{reason=\"parent\"}", 1.0)
						.containsEntry("spans_started_total", 2.0));
		}
	}

	@Test
	void everyStartedSpanIsInOneAccount() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.5", "--tracing.sampling.rescue.max-cpu=1.0",
						"--tracing.sampling.rescue.max-heap-after-gc=1.0")) {
			for (int i = 0; i < 50; i++) {
				application.get("/hello");
			}
			application.get("/fail");
			await().untilAsserted(() -> {
				Map<String, Double> metrics = application.scrape();
				assertThat(metrics).containsEntry("spans_queued", 0.0).containsEntry("spans_live", 0.0);
				assertThat(metrics.get("spans_exported_total")).isBetween(10.0, 101.0);
				double accounts = metrics.get("spans_exported_total") + sum(metrics, "spans_unsampled_total")
						+ sum(metrics, "spans_lost_total") + metrics.get("spans_buffered")
						+ metrics.get("spans_spooled");
				assertThat(accounts).isEqualTo(metrics.get("spans_started_total"));
			});
		}
	}

	private static double sum(Map<String, Double> metrics, String name) {
		return metrics.entrySet()
			.stream()
			.filter((metric) -> metric.getKey().startsWith(name + "{"))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	@Test
	void noSeriesOfTheTracingIsAddedWhateverHappens() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.5")) {
			Set<String> before = seriesOfTheTracing(application);
			assertThat(before).hasSizeGreaterThan(30);
			for (int i = 0; i < 100; i++) {
				application.get("/hello?number=" + i);
				application.get("/nothing/" + i);
			}
			application.get("/fail");
			collector.close();
			application.post("/actuator/tracing/self-test");
			assertThat(seriesOfTheTracing(application)).isEqualTo(before);
		}
	}

	private static Set<String> seriesOfTheTracing(OperatedApplication application) {
		return application.scrape()
			.keySet()
			.stream()
			.filter((name) -> name.matches("(spans?|traces?|tracing)_.*"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void timesOfRequestsAndOfTracedMethodsPointToSampledSpans() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.annotation.metrics=true",
						"--management.metrics.distribution.percentiles-histogram.http.server.requests=true")) {
			application.get("/hello");
			await().untilAsserted(() -> assertThat(collector.spans()).hasSizeGreaterThanOrEqualTo(2));
			await().untilAsserted(() -> {
				List<String> lines = application.exemplars();
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
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.annotation.metrics=true", "--tracing.sampling.ratio=0.0")) {
			application.get("/hello");
			application.get("/fail");
			await().untilAsserted(() -> {
				Map<String, Double> metrics = application.scrape();
				assertThat(metrics.entrySet())
					.anyMatch((metric) -> metric.getKey().startsWith("traced_method_seconds_count")
							&& metric.getKey().contains("success") && metric.getValue() == 1.0);
				assertThat(metrics.entrySet())
					.anyMatch((metric) -> metric.getKey().startsWith("traced_method_seconds_count")
							&& metric.getKey().contains("error") && metric.getValue() == 1.0);
			});
			assertThat(application.exemplars()).isEmpty();
			assertThat(collector.spans()).isEmpty();
		}
	}

	@Test
	void deadCollectorDegradesTracingButNotTheApplication() {
		String dead;
		try (OtlpReceiver collector = OtlpReceiver.http()) {
			dead = collector.endpoint();
		}
		try (OperatedApplication application = new OperatedApplication(
				"--tracing.export.endpoint=" + dead + "/v1/traces", "--tracing.health.degraded-after=0s",
				"--tracing.export.batch.timeout=1s", "--management.endpoint.health.show-details=always",
				"--management.endpoint.health.probes.enabled=true",
				"--management.endpoint.health.group.readiness.include=readinessState,tracing",
				"--tracing.export.shutdown-timeout=100ms")) {
			assertThat(application.get("/actuator/health/tracing").body()).contains("\"UP\"");
			application.get("/hello");
			await().untilAsserted(() -> {
				HttpResponse<String> tracing = application.get("/actuator/health/tracing");
				assertThat(tracing.statusCode()).isEqualTo(200);
				assertThat(tracing.body()).contains("\"DEGRADED\"");
			});
			for (String path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
				HttpResponse<String> health = application.get(path);
				assertThat(health.statusCode()).as(path).isEqualTo(200);
				assertThat(health.body()).as(path).contains("\"status\":\"UP\"");
			}
			assertThat(application.get("/actuator/health").body()).contains("DEGRADED");
			assertThat(application.scrape().get("spans_lost_total{reason=\"export_failed\"}")).isPositive();
		}
	}

	@Test
	void healthIsUnknownWithoutEndpoint() {
		try (OperatedApplication application = new OperatedApplication(
				"--management.endpoint.health.show-details=always")) {
			HttpResponse<String> tracing = application.get("/actuator/health/tracing");
			assertThat(tracing.statusCode()).isEqualTo(200);
			assertThat(tracing.body()).contains("UNKNOWN", "tracing.export.endpoint");
			assertThat(application.get("/actuator/health").body()).endsWith("\"status\":\"UP\"}");
		}
	}

	private static boolean pointsTo(OtlpReceiver collector, String line, String name) {
		return collector.spans()
			.stream()
			.filter((span) -> span.getName().equals(name))
			.anyMatch((span) -> line.contains("span_id=\"" + hex(span.getSpanId().toByteArray()) + "\"")
					&& line.contains("trace_id=\"" + hex(span.getTraceId().toByteArray()) + "\""));
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

}
