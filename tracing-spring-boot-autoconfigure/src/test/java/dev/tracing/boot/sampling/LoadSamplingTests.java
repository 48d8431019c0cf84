/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A sampler that follows the load as it is configured, over minutes that pass at once.
 */
class LoadSamplingTests {

	private static final int MANY = 20_000;

	private final Random random = new Random(42);

	private final AtomicLong nanos = new AtomicLong();

	private double queue;

	@Test
	void staysBetweenOnePercentAndTheConfiguredRatioByDefault() {
		Sampler sampler = sampler("load.max-qps=100");
		assertThat(kept(sampler)).as("at the start").isCloseTo(0.1, within(0.1));
		pass(sampler, 60, 2000);
		assertThat(kept(sampler)).as("far above").isCloseTo(0.01, within(0.01));
		pass(sampler, 300, 1);
		assertThat(kept(sampler)).as("nearly nothing to do").isCloseTo(0.1, within(0.1));
	}

	@Test
	void followsTheQueueBeforeTheExport() {
		Sampler sampler = sampler("load.max-queue=0.75", "load.floor=0.05");
		this.queue = 0.8;
		pass(sampler, 60, 1);
		assertThat(kept(sampler)).as("queue too full").isCloseTo(0.05, within(0.05));
		this.queue = 0.1;
		pass(sampler, 120, 1);
		assertThat(kept(sampler)).as("queue nearly empty").isCloseTo(0.1, within(0.1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "load.max-cpu=0.000001", "load.max-heap-after-gc=0.000001" })
	void followsTheStressOfTheProcess(String limit) {
		System.gc();
		Sampler sampler = sampler(limit);
		await().untilAsserted(() -> {
			pass(sampler, 10, 100);
			assertThat(kept(sampler)).isCloseTo(0.01, within(0.01));
		});
	}

	@Test
	void ruleWithALimitKeepsThatManyTracesPerSecond() {
		Sampler sampler = sampler("rules[0].span-name=GET*", "rules[0].max-per-second=5");
		pass(sampler, 10, 100);
		int seconds = 60;
		assertThat(pass(sampler, seconds, 100)).isBetween(4 * seconds, 5 * seconds + 4 * (int) Math.sqrt(5 * seconds));
	}

	@Test
	void ratioClimbsToACeilingAboveItWhileThereIsLittleToDo() {
		Sampler sampler = sampler("load.max-qps=100", "load.ceiling=0.8");
		pass(sampler, 300, 1);
		assertThat(kept(sampler)).isCloseTo(0.8, within(0.8));
		pass(sampler, 60, 200);
		assertThat(kept(sampler)).as("with twice the load").isCloseTo(0.05, within(0.05));
	}

	@Test
	void hardLimitKeepsNoMoreThanItAndTheBurst() {
		Sampler sampler = sampler("max-traces-per-second=5", "hard=true", "burst=3", "strategy=parent-based-always-on");
		for (int second = 0; second < 60; second++) {
			assertThat(pass(sampler, 1, 1000)).isLessThanOrEqualTo(5 + 3);
		}
		this.nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
		assertThat(kept(sampler) * MANY).as("at one moment").isBetween(1.0, 3.0);
	}

	private Sampler sampler(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add(SteeredSampler.ratio(0.1));
		Surroundings around = new Surroundings(this.nanos::get, () -> null, UnsampledRecording.NONE, () -> this.queue,
				Runnable::run);
		return new SamplerAssembly(SteeredSampler.plan(all.toArray(String[]::new)), new Reasons(false),
				new Reasons(false), new SteadyRatios(), around)
			.sampler();
	}

	private int pass(Sampler sampler, int seconds, int tracesPerSecond) {
		int kept = 0;
		for (int i = 0; i < seconds * tracesPerSecond; i++) {
			this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) / tracesPerSecond);
			kept += keeps(sampler) ? 1 : 0;
		}
		return kept;
	}

	// At one moment, so that nothing changes meanwhile.
	private double kept(Sampler sampler) {
		int kept = 0;
		for (int i = 0; i < MANY; i++) {
			kept += keeps(sampler) ? 1 : 0;
		}
		return (double) kept / MANY;
	}

	private boolean keeps(Sampler sampler) {
		String traceId = TraceId.fromLongs(this.random.nextLong(), this.random.nextLong());
		return sampler
			.shouldSample(Context.root(), traceId, "GET /orders", SpanKind.SERVER, Attributes.empty(), List.of())
			.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
	}

	// Four standard deviations.
	private static Offset<Double> within(double ratio) {
		return Offset.offset(4 * Math.sqrt(ratio * (1 - ratio) / MANY));
	}

}
