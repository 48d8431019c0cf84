/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of one workload, and what tracing cost in them. The cost of a round is taken
 * over the untraced application's round beside it.
 */
final class Results {

	private final Map<Variant, List<Round>> rounds = new EnumMap<>(Variant.class);

	void add(Variant variant, Round round) {
		this.rounds.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(round);
	}

	boolean has(Variant variant) {
		return this.rounds.containsKey(variant) && this.rounds.containsKey(variant.untraced());
	}

	Spread micros(Variant variant) {
		return over(variant, Round::microsPerRequest);
	}

	Spread bytes(Variant variant) {
		return over(variant, Round::bytesPerRequest);
	}

	Spread total(Variant variant, ToDoubleFunction<Round> figure) {
		return new Spread(this.rounds.getOrDefault(variant, List.of()).stream().mapToDouble(figure).toArray());
	}

	/**
	 * CPU time of the other threads, for each span that arrived.
	 * @param variant the variant
	 * @return the time in microseconds
	 */
	Spread exportMicrosPerSpan(Variant variant) {
		double spans = total(variant, Round::spansPerRequest).median();
		return over(variant, (round) -> round.otherMicrosPerRequest() / spans);
	}

	private Spread over(Variant variant, ToDoubleFunction<Round> figure) {
		List<Round> traced = this.rounds.getOrDefault(variant, List.of());
		List<Round> untraced = this.rounds.getOrDefault(variant.untraced(), List.of());
		double[] costs = new double[Math.min(traced.size(), untraced.size())];
		for (int i = 0; i < costs.length; i++) {
			costs[i] = figure.applyAsDouble(traced.get(i)) - figure.applyAsDouble(untraced.get(i));
		}
		return new Spread(costs);
	}

	/**
	 * Figures of the same thing.
	 */
	static final class Spread {

		private final double[] inTurn;

		private final double[] sorted;

		Spread(double[] figures) {
			this.inTurn = figures.clone();
			this.sorted = figures.clone();
			Arrays.sort(this.sorted);
		}

		/**
		 * The differences to figures that were taken in the same turns.
		 * @param others the other figures
		 * @return the differences
		 */
		Spread over(Spread others) {
			double[] differences = Arrays.copyOf(this.inTurn, Math.min(this.inTurn.length, others.inTurn.length));
			for (int i = 0; i < differences.length; i++) {
				differences[i] -= others.inTurn[i];
			}
			return new Spread(differences);
		}

		double median() {
			return at(0.5);
		}

		/**
		 * A quantile, the nearest figure below it.
		 * @param part how much of the figures is below
		 * @return the figure; not a number if there is none
		 */
		double at(double part) {
			return (this.sorted.length > 0) ? this.sorted[(int) (part * (this.sorted.length - 1))] : Double.NaN;
		}

	}

}
