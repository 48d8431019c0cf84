/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HardLimitTests {

	private static final String KEPT = "0af7651916cd43dd84ffffffffffffff";

	private static final long MILLISECOND = 1_000_000;

	private final Reason reason = new Reason("rate-limit", false);

	private long now;

	@Test
	void noSecondHasMoreThanTheLimitAndTheBurst() {
		HardLimit limit = new HardLimit(50, 10, 0, this.reason);
		int[] kept = new int[10_000];
		for (int millisecond = 0; millisecond < kept.length; millisecond++) {
			for (int i = 0; i < 5; i++) {
				kept[millisecond] += limit.admits(millisecond * MILLISECOND) ? 1 : 0;
			}
		}
		for (int start = 0; start + 1000 <= kept.length; start++) {
			int sum = 0;
			for (int i = start; i < start + 1000; i++) {
				sum += kept[i];
			}
			assertThat(sum).as("kept from millisecond " + start).isBetween(49, 60);
		}
	}

	@Test
	void burstIsLetThroughAtOnceAndNotOneMore() {
		HardLimit limit = new HardLimit(5, 3, 0, this.reason);
		assertThat(List.of(limit.admits(0), limit.admits(0), limit.admits(0))).containsOnly(true);
		assertThat(limit.admits(0)).isFalse();
	}

	@Test
	void thresholdIsMissingOnlyWhileTheLimitBites() {
		Sampler sampler = new AdaptiveRatio(1.0, true, new Reason("ratio", false), List.of(),
				new HardLimit(1, 2, this.now, this.reason), () -> this.now);
		assertThat(state(sampler)).as("before").isEqualTo("th:0");
		assertThat(state(sampler)).isEqualTo("th:0");
		assertThat(decide(sampler).getDecision()).isEqualTo(SamplingDecision.DROP);
		this.now += 999 * MILLISECOND + MILLISECOND / 2;
		assertThat(decide(sampler).getDecision()).isEqualTo(SamplingDecision.DROP);
		this.now += MILLISECOND;
		assertThat(decide(sampler).getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(state(sampler)).as("nothing is kept twice").isNull();
		this.now += 1001 * MILLISECOND;
		assertThat(state(sampler)).as("a second later").isEqualTo("th:0");
		assertThat(this.reason.dropped()).as("refusals").isEqualTo(3);
	}

	@Test
	void manyThreadsGetNoMoreThanOne() throws Exception {
		HardLimit limit = new HardLimit(1, 1000, 0, this.reason);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Integer>> counts = java.util.stream.IntStream.range(0, 4).mapToObj((i) -> threads.submit(() -> {
				start.await();
				int admitted = 0;
				for (int attempt = 0; attempt < 100_000; attempt++) {
					admitted += limit.admits(0) ? 1 : 0;
				}
				return admitted;
			})).toList();
			start.countDown();
			int sum = 0;
			for (Future<Integer> count : counts) {
				sum += count.get();
			}
			assertThat(sum).isEqualTo(1000);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static String state(Sampler sampler) {
		return decide(sampler).getUpdatedTraceState(TraceState.getDefault()).get("ot");
	}

	private static SamplingResult decide(Sampler sampler) {
		return sampler.shouldSample(Context.root(), KEPT, "GET", SpanKind.SERVER, Attributes.empty(), List.of());
	}

}
