/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a request of this starter's application takes on the clock while its collector is
 * there and while it is gone, in turn, with every trace kept.
 */
final class Outage {

	private static final int PER_SECOND = 1000;

	private static final int ALTERNATIONS = 3;

	private static final double MOST = 1.2;

	private final int seconds;

	private final RunningVariant application;

	private Outage(RunningVariant application, int seconds) {
		this.application = application;
		this.seconds = seconds;
	}

	/**
	 * Measures without a spool and with one.
	 * @param variants the directory of the variants
	 * @param seconds how long each turn takes
	 * @throws IOException if an application cannot be asked
	 * @throws InterruptedException if nobody waits any more
	 * @throws IllegalStateException if requests are too slow while the collector is gone
	 */
	static void run(Path variants, int seconds) throws IOException, InterruptedException {
		List<String> missed = new ArrayList<>();
		for (Variant variant : List.of(Variant.OURS, Variant.OURS_WITH_SPOOL)) {
			try (RunningVariant application = new RunningVariant(variant, new ClassPaths(variants), 1.0)) {
				System.out.println();
				double ratio = new Outage(application, seconds).alternate();
				System.out.printf("%nIn the middle %.2f (%s)%n", ratio, variant.title());
				if (ratio > MOST) {
					missed.add(variant.title());
				}
			}
		}
		if (!missed.isEmpty()) {
			throw new IllegalStateException("More than %s times the live p99: %s".formatted(MOST, missed));
		}
	}

	// Returns the middle of the ratios.
	private double alternate() throws IOException, InterruptedException {
		measure();
		System.out.println("| collector | median, µs | p99, µs | p99.9, µs | p99 to the live one's |");
		System.out.println("|---|---|---|---|---|");
		double[] ratios = new double[ALTERNATIONS];
		for (int i = 0; i < ALTERNATIONS; i++) {
			Percentiles live = measure();
			this.application.sink().down();
			Percentiles dead = measure();
			this.application.sink().up();
			ratios[i] = dead.p99() / live.p99();
			System.out.printf("| live | %s | |%n| dead | %s | %.2f |%n", live, dead, ratios[i]);
		}
		Arrays.sort(ratios);
		return ratios[ALTERNATIONS / 2];
	}

	private Percentiles measure() throws IOException, InterruptedException {
		return this.application.latencies(this.seconds * PER_SECOND, PER_SECOND);
	}

}
