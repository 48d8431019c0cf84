/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tracing.benchmarks.comparison.Results.Spread;

/**
 * The figures as Markdown. Every cost is the median over the untraced application, with
 * the tenth and ninetieth percentile of the rounds.
 */
final class Tables {

	private final Map<Workload, Results> results;

	private final Map<Variant, List<Double>> startup;

	private final Map<Variant, List<Double>> heap;

	Tables(Map<Workload, Results> results, Map<Variant, List<Double>> startup, Map<Variant, List<Double>> heap) {
		this.results = results;
		this.startup = startup;
		this.heap = heap;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.results.forEach((workload, figures) -> requests(text, workload, figures));
		if (Boolean.getBoolean("strangers")) {
			this.results.forEach((workload, figures) -> {
				if (workload.callers().equals("STRANGER")) {
					headers(text, workload, figures);
				}
			});
		}
		processes(text);
		return text.toString();
	}

	private void requests(StringBuilder text, Workload workload, Results figures) {
		Spread untraced = figures.total(Variant.NONE, Round::microsPerRequest);
		add(text, "%n### %s%n%nUntraced: %.1f µs and %.1f kB a request.%n%n", workload.title(), untraced.median(),
				figures.total(Variant.NONE, Round::bytesPerRequest).median() / 1e3);
		add(text, "| variant | CPU a request, µs | of the OpenTelemetry starter | kB a request | spans a request "
				+ "| export CPU a span, µs |%n|---|---|---|---|---|---|%n");
		for (Variant variant : Variant.values()) {
			if (figures.has(variant) && variant != variant.untraced()) {
				row(text, figures, variant);
			}
		}
	}

	private static void row(StringBuilder text, Results figures, Variant variant) {
		Variant peer = (variant.untraced() == Variant.NONE) ? Variant.OTEL : Variant.OTEL_WITH_METERS;
		Spread micros = figures.micros(variant);
		double spans = figures.total(variant, Round::spansPerRequest).median();
		add(text, "| %s | %.2f (%.2f to %.2f) | %.2f | %.2f | %.2f |%s |%n", variant.title(), micros.median(),
				micros.at(0.1), micros.at(0.9), micros.median() / figures.micros(peer).median(),
				figures.bytes(variant).median() / 1e3, spans,
				(spans > 0.5) ? format(" %.2f", figures.exportMicrosPerSpan(variant).median()) : "");
	}

	private void headers(StringBuilder text, Workload none, Results base) {
		add(text, "%n### On top of %s%n%nEach round's cost over that of the same round without headers.%n%n",
				none.title());
		add(text, "| variant | callers | CPU a request, µs | kB a request |%n|---|---|---|---|%n");
		for (Variant variant : Variant.values()) {
			this.results.forEach((workload, figures) -> {
				if (!workload.equals(none) && workload.ratio() == none.ratio() && variant != variant.untraced()
						&& figures.has(variant)) {
					Spread micros = figures.micros(variant).over(base.micros(variant));
					add(text, "| %s | `%s` | %.2f (%.2f to %.2f) | %.2f |%n", variant.title(), workload.callers(),
							micros.median(), micros.at(0.1), micros.at(0.9),
							figures.bytes(variant).over(base.bytes(variant)).median() / 1e3);
				}
			});
		}
	}

	private void processes(StringBuilder text) {
		double cpu = spread(this.startup, Variant.NONE).median();
		double live = spread(this.heap, Variant.NONE).median();
		add(text, "%n### Start and memory%n%nUntraced: %.1f s of CPU until it is ready, %.1f MB of live heap.%n%n",
				cpu / 1e3, live);
		add(text,
				"| variant | CPU of the start, s | of the OpenTelemetry starter | live heap, MB |%n|---|---|---|---|%n");
		double peer = spread(this.startup, Variant.OTEL).median() - cpu;
		for (Variant variant : this.startup.keySet()) {
			Spread start = spread(this.startup, variant);
			add(text, "| %s | %+.2f (%+.2f to %+.2f) | %.2f | %+.1f |%n", variant.title(), (start.median() - cpu) / 1e3,
					(start.at(0.1) - cpu) / 1e3, (start.at(0.9) - cpu) / 1e3, (start.median() - cpu) / peer,
					spread(this.heap, variant).median() - live);
		}
	}

	private static Spread spread(Map<Variant, List<Double>> figures, Variant variant) {
		return new Spread(figures.getOrDefault(variant, List.of()).stream().mapToDouble(Double::doubleValue).toArray());
	}

	private static void add(StringBuilder text, String format, Object... arguments) {
		text.append(format(format, arguments));
	}

	private static String format(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

}
