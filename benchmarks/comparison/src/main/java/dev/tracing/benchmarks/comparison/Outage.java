/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a request of this starter's application takes on the clock while its collector is
 * there and while it is gone, in turn, with every trace kept.
 */
final class Outage {

	private static final int PER_SECOND = 1000;

	private static final int ALTERNATIONS = 3;

	private final int seconds;

	private final RunningVariant application;

	private Outage(RunningVariant application, int seconds) {
		this.application = application;
		this.seconds = seconds;
	}

	static void run(Path variants, int seconds) throws IOException, InterruptedException {
		try (RunningVariant application = new RunningVariant(Variant.OURS, new ClassPaths(variants), 1.0)) {
			new Outage(application, seconds).alternate();
		}
	}

	private void alternate() throws IOException, InterruptedException {
		measure();
		System.out.println("| collector | median, µs | p99, µs | p99.9, µs | p99 to the live one's |");
		System.out.println("|---|---|---|---|---|");
		for (int i = 0; i < ALTERNATIONS; i++) {
			Percentiles live = measure();
			this.application.sink().down();
			Percentiles dead = measure();
			this.application.sink().up();
			System.out.printf("| live | %s | |%n| dead | %s | %.2f |%n", live, dead, dead.p99() / live.p99());
		}
	}

	private Percentiles measure() throws IOException, InterruptedException {
		return this.application.latencies(this.seconds * PER_SECOND, PER_SECOND);
	}

}
