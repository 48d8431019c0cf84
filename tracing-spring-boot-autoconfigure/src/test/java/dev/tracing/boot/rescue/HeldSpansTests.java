/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldSpansTests {

	private static final int LIMIT = 8;

	private RescueBench bench;

	private ReadableSpan span;

	@BeforeEach
	void start() {
		this.bench = RescueBench.of();
		this.span = (ReadableSpan) this.bench.root("root");
	}

	@AfterEach
	void stop() {
		this.bench.close();
	}

	@Test
	void theFirstHalfStaysAndTheWorthiestOfTheOthers() {
		HeldSpans spans = new HeldSpans(LIMIT);
		IntStream.range(0, 20).forEach((i) -> spans.add(failed(i)));
		assertThat(durations(spans.close())).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 16L, 17L, 18L, 19L);
	}

	@Test
	void whatIsWorthNoMoreThanTheOthersGoes() {
		HeldSpans spans = new HeldSpans(LIMIT);
		IntStream.range(0, LIMIT).forEach((i) -> assertThat(spans.add(failed(5))).isNull());
		Held equal = failed(5);
		assertThat(spans.add(equal)).isSameAs(equal);
		Held worthier = failed(6);
		assertThat(spans.add(worthier)).isNotSameAs(worthier).isNotNull();
		assertThat(spans.added()).isEqualTo(LIMIT + 2);
	}

	@Test
	void afterTheEndItIsTooLate() {
		HeldSpans spans = new HeldSpans(LIMIT);
		assertThat(spans.close()).isNull();
		IntStream.range(0, 2 * LIMIT).forEach((i) -> assertThat(spans.add(failed(i))).isSameAs(HeldSpans.CLOSED));
	}

	@Test
	void noPlaceStaysEmptyWhoeverComesAtTheSameTime() throws Exception {
		List<Integer> kept = new ArrayList<>();
		atOnce(4, 5_000, (spans, thread) -> {
			for (int i = 0; i < LIMIT; i++) {
				spans.add(failed(1));
			}
		}, (spans) -> kept.add(Held.count(spans.close())));
		assertThat(kept).hasSize(5_000).containsOnly(LIMIT);
	}

	@Test
	void theWorthiestStaysWhoeverComesAtTheSameTime() throws Exception {
		List<Boolean> kept = new ArrayList<>();
		atOnce(4, 5_000, (spans, thread) -> {
			for (int i = 0; i < LIMIT; i++) {
				spans.add(failed(100 * i + thread));
			}
		}, (spans) -> kept.add(durations(spans.close()).containsAll(List.of(700L, 701L, 702L, 703L))));
		assertThat(kept).hasSize(5_000).containsOnly(true);
	}

	private void atOnce(int threads, int rounds, Work work, Check check) throws Exception {
		List<HeldSpans> all = IntStream.range(0, rounds).mapToObj((i) -> new HeldSpans(LIMIT)).toList();
		Phaser phaser = new Phaser(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				done.add(executor.submit(() -> all.forEach((spans) -> {
					phaser.arriveAndAwaitAdvance();
					work.run(spans, thread);
				})));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		finally {
			executor.shutdown();
		}
		all.forEach(check::look);
	}

	private Held failed(long duration) {
		SpanData data = this.span.toSpanData();
		return Held.of(this.span, new Lasting(data, duration), false, true);
	}

	private static List<Long> durations(Held first) {
		List<Long> durations = new ArrayList<>();
		for (Held held = first; held != null; held = held.next()) {
			durations.add(held.worth() & 0xFFFF);
		}
		return durations;
	}

	private static final class Lasting extends DelegatingSpanData {

		private final long duration;

		Lasting(SpanData data, long duration) {
			super(data);
			this.duration = duration;
		}

		@Override
		public long getEndEpochNanos() {
			return getStartEpochNanos() + this.duration;
		}

	}

	@FunctionalInterface
	private interface Work {

		void run(HeldSpans spans, int thread);

	}

	@FunctionalInterface
	private interface Check {

		void look(HeldSpans spans);

	}

}
