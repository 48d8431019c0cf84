/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard in {@code deploy/grafana} shows every metric of the tracing and no other
 * one, by expressions that Prometheus understands.
 */
class DashboardTests {

	@Test
	void dashboardShowsExactlyTheMetricsOfTheTracing() throws IOException {
		Set<String> shown = new TreeSet<>();
		expressions().values().forEach((expressions) -> expressions.forEach((each) -> shown.addAll(TracingMetrics.namesIn(each))));
		assertThat(shown).isEqualTo(new TreeSet<>(TracingMetrics.ALL));
	}

	@Test
	void panelsHaveTitlesIdsAndPlacesOfTheirOwn() throws IOException {
		List<Map<String, Object>> panels = panels();
		assertThat(panels).hasSizeGreaterThan(10).extracting((panel) -> panel.get("id")).doesNotHaveDuplicates();
		assertThat(panels).extracting((panel) -> panel.get("title")).doesNotHaveDuplicates().doesNotContainNull();
		Set<String> taken = new TreeSet<>();
		for (Map<String, Object> panel : panels) {
			Map<String, Object> place = Manifest.map(panel.get("gridPos"));
			for (int x = (int) place.get("x"); x < (int) place.get("x") + (int) place.get("w"); x++) {
				assertThat(x).isLessThan(24);
				for (int y = (int) place.get("y"); y < (int) place.get("y") + (int) place.get("h"); y++) {
					assertThat(taken.add(x + "," + y)).as("%s at %d,%d", panel.get("title"), x, y).isTrue();
				}
			}
		}
	}

	@Test
	void everyExpressionLooksAtTheChosenInstancesOnly() throws IOException {
		expressions().forEach((title, expressions) -> expressions.forEach((expression) -> assertThat(
				expression.split("instance=~\"\\$instance\"", -1).length - 1)
			.as(title)
			.isEqualTo(expression.split("\\bspans?_|\\btraces?_", -1).length - 1)));
	}

	@Test
	void prometheusUnderstandsEveryExpression(@TempDir Path directory) throws Exception {
		PrometheusProgram.assumeInstalled();
		StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
		int number = 0;
		for (List<String> expressions : expressions().values()) {
			for (String expression : expressions) {
				rules.append("      - record: panel:").append(number++).append("\n        expr: '")
					.append(expression.replace("$instance", ".*"))
					.append("'\n");
			}
		}
		Files.writeString(directory.resolve("rules.yml"), rules);
		assertThat(PrometheusProgram.promtool(directory, "check", "rules", "rules.yml"))
			.contains("SUCCESS: " + number + " rules found");
	}

	private static Map<String, List<String>> expressions() throws IOException {
		Map<String, List<String>> expressions = new LinkedHashMap<>();
		for (Map<String, Object> panel : panels()) {
			if (!"row".equals(panel.get("type"))) {
				List<String> own = new ArrayList<>();
				Manifest.list(panel.get("targets")).forEach((target) -> own.add(Manifest.map(target).get("expr").toString()));
				assertThat(own).as("%s", panel.get("title")).isNotEmpty();
				expressions.put(panel.get("title").toString(), own);
			}
		}
		return expressions;
	}

	// JSON is YAML.
	private static List<Map<String, Object>> panels() throws IOException {
		List<Map<String, Object>> panels = new ArrayList<>();
		Manifest.list(Manifest.read("grafana/tracing.json").find("panels")).forEach((panel) -> panels.add(Manifest.map(panel)));
		return panels;
	}

}
