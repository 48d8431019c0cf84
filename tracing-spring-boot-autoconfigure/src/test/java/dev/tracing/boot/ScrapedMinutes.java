/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scrapes of a running application, each of which stands for one minute, as a test for
 * promtool.
 */
final class ScrapedMinutes {

	// The only metric that is a time itself.
	private static final String TIME = "span_export_last_success_seconds";

	private final Map<String, StringBuilder> series = new TreeMap<>();

	private int minutes;

	private double lastTime = Double.NaN;

	private long lastMinute;

	void add(Scrape scrape) {
		Set<String> missing = new TreeSet<>(this.series.keySet());
		scrape.values().forEach((name, value) -> {
			if (TracingMetrics.ALL.contains(Scrape.nameOf(name))) {
				missing.remove(name);
				this.series.computeIfAbsent(name, (unknown) -> new StringBuilder("_ ".repeat(this.minutes)))
					.append(name.startsWith(TIME) ? stretched(value) : value)
					.append(' ');
			}
		});
		missing.forEach((name) -> this.series.get(name).append("_ "));
		this.minutes++;
	}

	// What has happened since the last scrape has happened in this minute.
	private double stretched(double time) {
		if (time > 0 && time != this.lastTime) {
			this.lastTime = time;
			this.lastMinute = this.minutes;
		}
		return (time > 0) ? this.lastMinute * 60.0 : time;
	}

	/**
	 * Returns the minute of the last scrape.
	 */
	int last() {
		return this.minutes - 1;
	}

	/**
	 * Writes a test for promtool.
	 * @param rules the file with the rules
	 * @param expected results that expressions have at the last minute: values by labels
	 */
	String test(String rules, Map<String, Map<String, Integer>> expected) {
		StringBuilder test = new StringBuilder("rule_files: ['" + rules + "']\nevaluation_interval: 1m\ntests:\n");
		test.append("  - interval: 1m\n    input_series:\n");
		this.series.forEach((name, values) -> test.append("      - series: '")
			.append(withInstance(name))
			.append("'\n        values: '")
			.append(values.toString().strip())
			.append("'\n"));
		test.append("    promql_expr_test:\n");
		expected.forEach((expression, samples) -> {
			test.append("      - expr: '").append(expression).append("'\n        eval_time: ").append(last()).append("m\n");
			test.append("        exp_samples:").append(samples.isEmpty() ? " []\n" : "\n");
			samples.forEach((labels, value) -> test.append("          - labels: '")
				.append(labels)
				.append("'\n            value: ")
				.append(value)
				.append('\n'));
		});
		return test.toString();
	}

	// As Prometheus does when it scrapes.
	private static String withInstance(String series) {
		List<String> parts = List.of(series.split("[{}]"));
		String tags = (parts.size() > 1) ? parts.get(1) + "," : "";
		return parts.get(0) + "{" + tags + "instance=\"orders\"}";
	}

}
