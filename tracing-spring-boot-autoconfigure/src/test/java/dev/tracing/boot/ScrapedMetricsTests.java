/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * What rules, dashboard and queries expect is what a running application shows.
 */
class ScrapedMetricsTests {

	private static final String TRACES = "rate(traces_generated_total[5m])";

	private static final String DROPPED = "rate(spans_dropped_total[5m]) / rate(spans_generated_total[5m])";

	private static final String DURATION = "histogram_quantile(0.99, rate(span_export_duration_seconds_bucket[5m]))";

	private static final String ERRORS = "rate(trace_errors_total[5m])";

	@Test
	void applicationShowsEveryMetricOfTheRulesAndTheDashboard() throws Exception {
		OtlpReceiver collector = OtlpReceiver.http();
		try (MonitoredApplication application = new MonitoredApplication(collector.endpoint(),
				"--tracing.sampling.ratio=1.0")) {
			application.requests(1, "/work");
			patiently().untilAsserted(
					() -> assertThat(application.scrape().sum("spans_exported_total")).isEqualTo(1));
			collector.close();
			application.requests(1, "/work");
			patiently().untilAsserted(
					() -> assertThat(application.scrape().names()).containsAll(TracingMetrics.ALL));
		}
	}

	// The queries stand in the best practices of the project, section 9.1, letter by
	// letter.
	@Test
	void queriesOfTheBestPracticesRunAsTheyStandAndTellTheTruth(@TempDir Path directory) throws Exception {
		PrometheusProgram.assumeInstalled();
		OtlpReceiver collector = OtlpReceiver.http();
		try (MonitoredApplication application = new MonitoredApplication(collector.endpoint(),
				"--tracing.sampling.ratio=1.0");
				RunningPrometheus prometheus = new RunningPrometheus(directory, application.address())) {
			awaitValue(prometheus, "count_over_time(spans_generated_total[5m]) > bool 2", 1);
			application.requests(15, "/work");
			application.requests(5, "/fail");
			awaitValue(prometheus, "spans_exported_total", 20);
			awaitValue(prometheus, "traces_generated_total", 20);
			awaitValue(prometheus, "trace_errors_total", 5);
			assertThat(prometheus.query(TRACES)).isPositive();
			assertThat(prometheus.query(ERRORS + " / " + TRACES)).isCloseTo(0.25, within(0.001));
			assertThat(prometheus.query(DROPPED)).isZero();
			assertThat(prometheus.query(DURATION)).isBetween(0.0, 10.0);
			collector.close();
			application.requests(20, "/work");
			awaitValue(prometheus, "spans_dropped_total", 20);
			assertThat(prometheus.query(DROPPED)).isCloseTo(0.5, within(0.001));
			awaitValue(prometheus, "sum(spans_lost_total)", 20);
		}
	}

	private static void awaitValue(RunningPrometheus prometheus, String expression, double value) {
		patiently().ignoreExceptions()
			.untilAsserted(() -> assertThat(prometheus.query(expression)).isEqualTo(value));
	}

	private static ConditionFactory patiently() {
		return await().atMost(Duration.ofSeconds(40));
	}

}
