/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an application shows to Prometheus at one moment.
 *
 * @param values the value of each series
 */
record Scrape(Map<String, Double> values) {

	static Scrape of(String text) {
		Map<String, Double> values = new TreeMap<>();
		text.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			int end = line.lastIndexOf(' ');
			values.put(line.substring(0, end), value(line.substring(end + 1)));
		});
		return new Scrape(values);
	}

	private static double value(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	/**
	 * Returns the name of a series without its tags.
	 */
	static String nameOf(String series) {
		int tags = series.indexOf('{');
		return (tags < 0) ? series : series.substring(0, tags);
	}

	Set<String> names() {
		Set<String> names = new TreeSet<>();
		this.values.keySet().forEach((series) -> names.add(nameOf(series)));
		return names;
	}

	/**
	 * Adds up the series of some names, whatever their tags.
	 */
	double sum(String... names) {
		return this.values.entrySet()
			.stream()
			.filter((entry) -> Stream.of(names).anyMatch(nameOf(entry.getKey())::equals))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

}
