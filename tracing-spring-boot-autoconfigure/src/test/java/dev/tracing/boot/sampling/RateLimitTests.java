/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateLimitTests {

	private static final double TEN_SECONDS = 10e9;

	private final Random random = new Random(42);

	private double now;

	@ParameterizedTest
	@CsvSource({ "5, 10", "5, 100", "5, 2000", "50, 60", "50, 500", "50, 5000", "500, 600", "500, 5000" })
	void anyTenSecondsOfASteadyLoadStayUnderTheLimit(int limit, double load) {
		Sampler sampler = limited(limit, limit);
		Outcome outcome = run(sampler, load, 120);
		assertThat(outcome.most).isLessThanOrEqualTo((int) (10 * limit + 4 * Math.sqrt(10 * limit)));
		assertThat(outcome.kept / 120.0).as("traces per second").isGreaterThan(0.8 * limit);
		assertThat(outcome.counted).as("adjusted count")
			.isCloseTo(outcome.arrived, within(3 * Math.sqrt(outcome.variance)));
	}

	@ParameterizedTest
	@CsvSource({ "5, 50", "50, 500", "500, 5000" })
	void aSuddenRiseCostsABurstAtMost(int limit, double load) {
		Sampler sampler = limited(limit, limit);
		run(sampler, load / 10, 60);
		Outcome outcome = run(sampler, load, 10);
		assertThat(outcome.kept).isLessThanOrEqualTo(10 * limit + 4 * limit);
	}

	@Test
	void loadUnderTheLimitIsKeptWhole() {
		Outcome outcome = run(limited(50, 50), 25, 120);
		assertThat(outcome.kept).isGreaterThan((int) (outcome.arrived * 0.999));
	}

	@Test
	void limitComesBackAfterTheLoadHasGone() {
		Sampler sampler = limited(5, 5);
		run(sampler, 500, 60);
		this.now += 60e9;
		assertThat(run(sampler, 2, 60).kept).isGreaterThan(100);
	}

	private Sampler limited(double limit, double burst) {
		return new AdaptiveRatio(1.0, true, new Reason("ratio", false),
				List.of(new RateControl(limit, burst, new Reason("rate-limit", false))), null, () -> (long) this.now);
	}

	private Outcome run(Sampler sampler, double load, int seconds) {
		Outcome outcome = new Outcome();
		double end = this.now + seconds * 1e9;
		while (true) {
			this.now -= Math.log(1 - this.random.nextDouble()) / load * 1e9;
			if (this.now > end) {
				return outcome;
			}
			outcome.arrived++;
			SamplingResult result = sampler.shouldSample(Context.root(),
					TraceId.fromLongs(this.random.nextLong(), this.random.nextLong()), "GET", SpanKind.SERVER,
					Attributes.empty(), List.of());
			if (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) {
				outcome.keep(this.now, RatioTests.adjustedCount(result.getUpdatedTraceState(TraceState.getDefault())));
			}
		}
	}

	private static final class Outcome {

		private final Deque<Double> window = new ArrayDeque<>();

		private long arrived;

		private int kept;

		private int most;

		private double counted;

		// Of what is counted, since each was kept with the probability that it says.
		private double variance;

		private void keep(double now, double count) {
			this.kept++;
			this.counted += count;
			this.variance += count * (count - 1);
			this.window.addLast(now);
			while (this.window.getFirst() < now - TEN_SECONDS) {
				this.window.removeFirst();
			}
			this.most = Math.max(this.most, this.window.size());
		}

		@Override
		public String toString() {
			return "arrived " + this.arrived + " kept " + this.kept + " most " + this.most + " counted " + this.counted;
		}

	}

}
