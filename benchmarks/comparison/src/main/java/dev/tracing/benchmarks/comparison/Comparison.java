/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts every variant, lets them work in turn and prints the tables. In each fork and at
 * each ratio all variants are new processes, warmed up alike.
 */
public final class Comparison {

	private static final int WARM_UP_ROUNDS = 25;

	private final ClassPaths classPaths;

	private final Set<Variant> variants;

	private final int rounds;

	private final Map<Workload, Results> results = new LinkedHashMap<>();

	private final Map<Variant, List<Double>> startup = new EnumMap<>(Variant.class);

	private final Map<Variant, List<Double>> heap = new EnumMap<>(Variant.class);

	private Comparison(ClassPaths classPaths, Set<Variant> variants, int rounds) {
		this.classPaths = classPaths;
		this.variants = variants;
		this.rounds = rounds;
	}

	/**
	 * Runs the comparison.
	 * @param args the directory of the variants
	 * @throws Exception if a variant fails
	 */
	public static void main(String[] args) throws Exception {
		if (Boolean.getBoolean("outage")) {
			Outage.run(Path.of(args[0]), Integer.getInteger("seconds", 20));
			return;
		}
		Set<Variant> variants = Arrays.stream(System.getProperty("variants", "").split(",", -1))
			.filter((name) -> !name.isBlank())
			.map(Variant::valueOf)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Variant.class)));
		Comparison comparison = new Comparison(new ClassPaths(Path.of(args[0])),
				variants.isEmpty() ? EnumSet.allOf(Variant.class) : variants, Integer.getInteger("rounds", 5));
		int forks = Integer.getInteger("forks", 3);
		double[] ratios = Arrays.stream(System.getProperty("ratios", "0.0,0.1,1.0").split(",", -1))
			.mapToDouble(Double::parseDouble)
			.toArray();
		for (int fork = 1; fork <= forks; fork++) {
			for (double ratio : ratios) {
				System.err.printf("Fork %d of %d, ratio %s%n", fork, forks, ratio);
				comparison.fork(ratio);
			}
		}
		System.out.println(new Tables(comparison.results, comparison.startup, comparison.heap));
	}

	private void fork(double ratio) throws IOException, InterruptedException {
		Map<Variant, RunningVariant> running = new EnumMap<>(Variant.class);
		try {
			for (Variant variant : this.variants) {
				RunningVariant process = new RunningVariant(variant, this.classPaths, ratio);
				running.put(variant, process);
				add(this.startup, variant, process.startupCpuMillis());
			}
			List<Workload> workloads = Workload.of(ratio);
			for (RunningVariant process : running.values()) {
				warmUp(process, workloads);
			}
			for (int round = 0; round < this.rounds; round++) {
				for (Workload workload : workloads) {
					Results results = this.results.computeIfAbsent(workload, (key) -> new Results());
					for (Map.Entry<Variant, RunningVariant> entry : running.entrySet()) {
						results.add(entry.getKey(), entry.getValue().run(workload));
					}
				}
			}
			for (Map.Entry<Variant, RunningVariant> entry : running.entrySet()) {
				add(this.heap, entry.getKey(), entry.getValue().liveHeapMegabytes());
			}
		}
		finally {
			for (RunningVariant process : running.values()) {
				process.close();
			}
		}
	}

	private static void warmUp(RunningVariant process, List<Workload> workloads)
			throws IOException, InterruptedException {
		for (int round = 0; round < WARM_UP_ROUNDS; round++) {
			for (Workload workload : workloads) {
				process.run(workload);
			}
		}
	}

	private static void add(Map<Variant, List<Double>> figures, Variant variant, double figure) {
		figures.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(figure);
	}

}
