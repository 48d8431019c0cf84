/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.util.Scanner;

/**
 * How long requests took.
 *
 * @param median half of them took this or less, in microseconds
 * @param p99 99 % of them
 * @param p999 99.9 % of them
 */
record Percentiles(double median, double p99, double p999) {

	static Percentiles parse(String answer) {
		try (Scanner numbers = new Scanner(answer)) {
			return new Percentiles(numbers.nextLong() / 1e3, numbers.nextLong() / 1e3, numbers.nextLong() / 1e3);
		}
	}

	@Override
	public String toString() {
		return "%.0f | %.0f | %.0f".formatted(this.median, this.p99, this.p999);
	}

}
