/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LoadControlTests {

	private final Random random = new Random(42);

	// Of the processors and of the queue.
	private final double[] used = new double[2];

	private final Stress stress = Stress.none().and(0.8, () -> this.used[0]).and(0.8, () -> this.used[1]);

	@Test
	void tenTimesTheLoadUpAndDownConvergesWithoutOscillation() {
		LoadControl control = control(0.01, 0.4, 100);
		assertThat(run(control, 90, 120)).as("normal load").containsOnly(0.4);
		List<Double> up = run(control, 900, 300);
		assertThat(changes(up)).as("10 times the load").containsExactly(0.4, 0.2, 0.1, 0.05, 0.025);
		assertThat(lastMinute(up)).containsOnly(0.025);
		List<Double> down = run(control, 75, 600);
		assertThat(changes(down)).as("back again").containsExactly(0.025, 0.05, 0.1, 0.2, 0.4);
		assertThat(lastMinute(down)).containsOnly(0.4);
	}

	@ParameterizedTest
	@CsvSource({ "50", "100", "120", "150", "200", "220", "390", "410", "1000" })
	void steadyLoadOfAnyHeightComesToRest(double load) {
		List<Double> ratios = run(control(0.01, 0.1, 100), load, 1200);
		assertThat(lastMinute(ratios)).as("ratios of the last minute").hasSize(60).containsOnly(ratios.get(1140));
		assertThat(ratios.get(1199)).isBetween(0.01, 0.1);
	}

	@Test
	void onePercentOfTheTrafficIsTheFloorAndTheConfiguredRatioTheCeiling() {
		LoadControl control = control(0.01, 0.1, 100);
		assertThat(lastMinute(run(control, 50_000, 300))).containsOnly(0.01);
		assertThat(lastMinute(run(control, 1, 600))).containsOnly(0.1);
		assertThat(lastMinute(run(control(0.01, 0.005, 100), 50_000, 300))).as("a ratio under the floor")
			.containsOnly(0.005);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.0, 0.005 })
	void whoKeepsLessThanTheFloorKeepsNoMoreInNeed(double start) {
		LoadControl control = new LoadControl(0.01, start, 0.5, Double.MAX_VALUE, 0.2, 5, 30, this.stress::level,
				new Reason("load", false));
		this.used[0] = 1;
		assertThat(run(control, 10, 60)).containsOnly(start);
	}

	@Test
	void ratioIsHalvedAndDoubledNoFasterThanAllowed() {
		LoadControl control = control(0.01, 0.8, 100);
		List<Double> up = run(control, 50_000, 20);
		assertThat(up.subList(0, 4)).containsOnly(0.8);
		assertThat(up.subList(5, 9)).containsOnly(0.4);
		List<Double> down = run(control, 10, 70);
		assertThat(changes(down)).as("doublings in 70 seconds, with 30 seconds before each")
			.hasSizeLessThanOrEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void stressOfOneInputHalvesAndItsReliefDoubles(int input) {
		LoadControl control = control(0.01, 0.1, 100);
		this.used[input] = 0.9;
		assertThat(run(control, 10, 60)).contains(0.05, 0.01).endsWith(0.01);
		this.used[input] = 0.75;
		assertThat(run(control, 10, 120)).as("not relieved yet").containsOnly(0.01);
		this.used[input] = 0.2;
		assertThat(run(control, 10, 300)).endsWith(0.1);
	}

	@Test
	void processTellsItsStress() {
		assertThat(Stress.ofProcess(1.0, 1.0).level()).as("cannot be more than all").isNotEqualTo(Stress.Level.HIGH);
		assertThat(Stress.ofProcess(null, null).level()).isEqualTo(Stress.Level.NONE);
		System.gc();
		assertThat(Stress.ofProcess(null, 1e-9).level()).as("heap").isEqualTo(Stress.Level.HIGH);
		Stress cpu = Stress.ofProcess(1e-9, null);
		// The JVM measures between two looks.
		await().until(() -> cpu.level() == Stress.Level.HIGH);
	}

	@ParameterizedTest
	@CsvSource({ "0.81, HIGH", "0.80, SOME", "0.73, SOME", "0.71, NONE" })
	void heapThatIsUsedAfterACollectionIsStress(double used, Stress.Level level) {
		assertThat(Stress.none().and(0.8, () -> used).level()).isEqualTo(level);
	}

	@Test
	void stressIsNotReadWhereItIsNotAskedFor() {
		DoubleSupplier forbidden = () -> {
			throw new IllegalStateException("read");
		};
		assertThat(Stress.none().and(null, forbidden).level()).isEqualTo(Stress.Level.NONE);
	}

	private LoadControl control(double floor, double ceiling, double maxQps) {
		return new LoadControl(floor, ceiling, ceiling, maxQps, 0.2, 5, 30, this.stress::level,
				new Reason("load", false));
	}

	// One ratio per second of a load that fluctuates as independent callers make it.
	private List<Double> run(LoadControl control, double load, int seconds) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < seconds; i++) {
			long arrived = Math.max(0, Math.round(load + this.random.nextGaussian() * Math.sqrt(load)));
			ratios.add(control.next(arrived, 0, 1.0));
		}
		return ratios;
	}

	private static List<Double> changes(List<Double> ratios) {
		List<Double> changes = new ArrayList<>();
		for (Double ratio : ratios) {
			if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(ratio)) {
				changes.add(ratio);
			}
		}
		return changes;
	}

	private static List<Double> lastMinute(List<Double> ratios) {
		return ratios.subList(ratios.size() - 60, ratios.size());
	}

}
