/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alerts in {@code deploy/prometheus} are rules that Prometheus understands, each with
 * a test of its own that fires and one that does not.
 */
class AlertRulesTests {

	private static final Path DIRECTORY = ProjectFiles.root().resolve("deploy/prometheus");

	@Test
	void everyAlertSaysWhatIsWrongAndWhatToDo() throws IOException {
		assertThat(alerts()).hasSizeGreaterThan(7).allSatisfy((name, alert) -> {
			Map<String, Object> annotations = Manifest.map(alert.get("annotations"));
			assertThat(annotations).as(name).containsOnlyKeys("summary", "description");
			// A description that shows a value says in which unit it is.
			assertThat(annotations.get("description").toString()).as(name).containsPattern("\\{\\{ \\$value \\| humanize");
			assertThat(Manifest.map(alert.get("labels"))).as(name).containsKey("severity");
		});
	}

	@Test
	void partsAreShownAsPercentages() throws IOException {
		alerts().forEach((name, alert) -> {
			boolean part = alert.get("expr").toString().matches("(?s).+\\) / rate.+|.+ / spans_queue_capacity.+");
			assertThat(Manifest.map(alert.get("annotations")).get("description").toString().contains("humanizePercentage"))
				.as(name)
				.isEqualTo(part);
		});
	}

	@Test
	void alertsUseNoOtherMetricsThanThoseOfTheTracing() throws IOException {
		assertThat(alerts()).allSatisfy((name, alert) -> assertThat(
				TracingMetrics.namesIn(alert.get("expr").toString()))
			.as(name)
			.isNotEmpty()
			.isSubsetOf(TracingMetrics.ALL));
	}

	@Test
	void everyAlertIsTestedFiringAndSilent() throws IOException {
		Set<String> firing = new TreeSet<>();
		Set<String> silent = new TreeSet<>();
		Manifest tests = Manifest.read("prometheus/alerts_test.yml");
		assertThat(tests.find("rule_files")).isEqualTo(List.of("alerts.yml"));
		for (Object test : Manifest.list(tests.find("tests"))) {
			for (Object each : Manifest.list(Manifest.map(test).get("alert_rule_test"))) {
				boolean fires = !Manifest.list(Manifest.map(each).get("exp_alerts")).isEmpty();
				(fires ? firing : silent).add(Manifest.map(each).get("alertname").toString());
			}
		}
		assertThat(firing).isEqualTo(alerts().keySet());
		assertThat(silent).isEqualTo(alerts().keySet());
	}

	@Test
	void namesAreFoundInAnExpression() {
		assertThat(TracingMetrics.namesIn("""
				sum without (reason) (rate(a_total{b="c", d=~"e"}[15m])) / on(f) g_seconds > 0.1 and time() - h:i > 6e2
				or histogram_quantile(0.99, sum by (le) (rate(j_bucket[5m]))) unless k offset 1h"""))
			.containsExactly("a_total", "g_seconds", "h:i", "j_bucket", "k");
	}

	@Test
	void prometheusUnderstandsTheRules() throws Exception {
		PrometheusProgram.assumeInstalled();
		assertThat(PrometheusProgram.promtool(DIRECTORY, "check", "rules", "alerts.yml"))
			.contains("SUCCESS: " + alerts().size() + " rules found");
	}

	@Test
	void everyAlertFiresWhereItShouldAndNowhereElse() throws Exception {
		PrometheusProgram.assumeInstalled();
		assertThat(PrometheusProgram.promtool(DIRECTORY, "test", "rules", "alerts_test.yml")).contains("SUCCESS");
	}

	private static Map<String, Map<String, Object>> alerts() throws IOException {
		Map<String, Map<String, Object>> alerts = new TreeMap<>();
		List<Object> rules = new ArrayList<>();
		Manifest.list(Manifest.read("prometheus/alerts.yml").find("groups"))
			.forEach((group) -> rules.addAll(Manifest.list(Manifest.map(group).get("rules"))));
		for (Object rule : rules) {
			assertThat(alerts.put(Manifest.map(rule).get("alert").toString(), Manifest.map(rule))).isNull();
		}
		return alerts;
	}

}
