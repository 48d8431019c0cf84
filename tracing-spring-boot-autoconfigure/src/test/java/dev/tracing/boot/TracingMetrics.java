/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of the tracing itself, as Prometheus names them, and those that an
 * expression in PromQL uses.
 */
final class TracingMetrics {

	/**
	 * Names of all series.
	 */
	static final Set<String> ALL = Set.of("spans_started_total", "spans_generated_total", "spans_unsampled_total",
			"spans_dropped_total", "spans_lost_total", "spans_exported_total", "spans_live", "spans_buffered",
			"spans_queued", "spans_spooled", "spans_queue_capacity", "spans_bytes_average", "traces_generated_total",
			"trace_errors_total", "trace_exports_total", "trace_export_errors_total",
			"span_export_duration_seconds_bucket", "span_export_duration_seconds_sum",
			"span_export_duration_seconds_count", "span_export_last_success_seconds");

	// What stands in quotes, braces and brackets, and the labels of aggregations.
	private static final Pattern NO_METRICS = Pattern
		.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

	// A name that is no function.
	private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

	private TracingMetrics() {
	}

	static Set<String> namesIn(String expression) {
		Set<String> names = new TreeSet<>();
		Matcher matcher = NAME.matcher(NO_METRICS.matcher(expression).replaceAll(" "));
		while (matcher.find()) {
			String name = matcher.group();
			// An aggregation stands before its labels, which are gone.
			if (!OPERATORS.contains(name)) {
				names.add(name);
			}
		}
		return names;
	}

}
