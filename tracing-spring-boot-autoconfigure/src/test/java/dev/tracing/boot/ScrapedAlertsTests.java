/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The alerts fire from what a running application shows: one request per second, one
 * trace in a hundred kept, and no collector. Between two scrapes, which stand for a
 * minute, come sixty requests.
 */
class ScrapedAlertsTests {

	private static final String RULES = ProjectFiles.root().resolve("deploy/prometheus/alerts.yml").toString();

	// By name, at any minute of the time that the test is about.
	private static final String FIRED = "max by (alertname) (max_over_time(ALERTS{alertstate=\"firing\"}[2h]))";

	private static final String OF_ALL_SPANS = "max_over_time((rate(spans_dropped_total[5m]) "
			+ "/ rate(spans_started_total[5m]))[2h:1m]) > 0.1";

	@Test
	void alertsFireWhenTheCollectorIsDown(@TempDir Path directory) throws Exception {
		PrometheusProgram.assumeInstalled();
		OtlpReceiver collector = OtlpReceiver.http();
		ScrapedMinutes minutes = new ScrapedMinutes();
		try (MonitoredApplication application = new MonitoredApplication(collector.endpoint(),
				"--tracing.sampling.ratio=0.01", "--tracing.export.timeout=200ms")) {
			run(application, minutes, 15);
			collector.close();
			run(application, minutes, 25);
			assertThat(application.scrape().sum("spans_dropped_total")).isPositive();
		}
		String test = minutes.test(RULES,
				Map.of(FIRED,
						Map.of("{alertname=\"HighSpanDropRate\"}", 1, "{alertname=\"TraceExportFailure\"}", 1,
								"{alertname=\"NoSpanExport\"}", 1),
						// What everybody writes is silent.
						OF_ALL_SPANS, Map.of()));
		promtool(directory, test);
	}

	@Test
	void noAlertFiresInAnHourInWhichTheCollectorWorks(@TempDir Path directory) throws Exception {
		PrometheusProgram.assumeInstalled();
		ScrapedMinutes minutes = new ScrapedMinutes();
		try (OtlpReceiver collector = OtlpReceiver.http();
				MonitoredApplication application = new MonitoredApplication(collector.endpoint(),
						"--tracing.sampling.ratio=0.01")) {
			run(application, minutes, 60);
			assertThat(application.scrape().sum("spans_exported_total")).isPositive();
		}
		promtool(directory, minutes.test(RULES, Map.of(FIRED, Map.of())));
	}

	private static void run(MonitoredApplication application, ScrapedMinutes minutes, int number) throws Exception {
		for (int i = 0; i < number; i++) {
			application.requests(60, "/work");
			// A minute is long enough to know what became of them.
			await().atMost(Duration.ofSeconds(20))
				.pollInterval(Duration.ofMillis(10))
				.untilAsserted(() -> assertThat(application.scrape().sum("spans_live", "spans_queued")).isZero());
			minutes.add(application.scrape());
		}
	}

	private static void promtool(Path directory, String test) throws Exception {
		Files.writeString(directory.resolve("test.yml"), test);
		assertThat(PrometheusProgram.promtool(directory, "test", "rules", "test.yml")).contains("SUCCESS");
	}

}
