/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.util.Scanner;

/**
 * What one round of requests cost.
 *
 * @param requests number of requests
 * @param cpuNanos CPU time of the thread that made them
 * @param bytes what that thread allocated
 * @param otherCpuNanos CPU time of all other Java threads
 * @param spans spans that arrived at the collector
 */
record Round(long requests, long cpuNanos, long bytes, long otherCpuNanos, long spans) {

	static Round parse(String answer) {
		try (Scanner numbers = new Scanner(answer)) {
			return new Round(numbers.nextLong(), numbers.nextLong(), numbers.nextLong(), numbers.nextLong(),
					numbers.nextLong());
		}
	}

	double microsPerRequest() {
		return this.cpuNanos / 1e3 / this.requests;
	}

	double bytesPerRequest() {
		return (double) this.bytes / this.requests;
	}

	double spansPerRequest() {
		return (double) this.spans / this.requests;
	}

	double otherMicrosPerRequest() {
		return this.otherCpuNanos / 1e3 / this.requests;
	}

}
