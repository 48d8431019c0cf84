/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads at once, also on the same traces.
 */
class RescueStressTests {

	private static final int THREADS = 8;

	private static final int TRACES = 2_000;

	private static final int SPANS = 6;

	@Test
	void booksBalanceAndFailedTracesAreWholeWhateverHappensAtTheSameTime() throws Exception {
		Set<String> failed = ConcurrentHashMap.newKeySet();
		try (RescueBench bench = RescueBench.of("max-per-second=1000000", "max-total-per-second=1000000",
				"max-verdicts=20000")) {
			run((thread) -> {
				Random random = new Random(thread);
				for (int i = 0; i < TRACES; i++) {
					trace(bench, random.nextInt(100) == 0, failed);
				}
			});
			assertThat(bench.isBalanced()).isTrue();
			Map<String, Long> exported = bench.spans()
				.stream()
				.collect(Collectors.groupingBy(SpanData::getTraceId, Collectors.counting()));
			assertThat(exported.keySet()).isEqualTo(failed);
			assertThat(exported.values()).containsOnly((long) SPANS + 1);
		}
	}

	@Test
	void booksBalanceAtEveryLimit() throws Exception {
		try (RescueBench bench = RescueBench.of("max-traces=3", "max-spans-per-trace=3", "max-bytes=12KB",
				"max-verdicts=2", "max-per-second=1000000", "max-total-per-second=1000000")) {
			run((thread) -> {
				Random random = new Random(thread);
				for (int i = 0; i < TRACES; i++) {
					trace(bench, random.nextInt(10) == 0, ConcurrentHashMap.newKeySet());
				}
			});
			assertThat(bench.isBalanced()).isTrue();
			assertThat(bench.counts().evictedByTraces.sum()).isPositive();
			assertThat(bench.counts().elided.sum()).isPositive();
		}
	}

	@Test
	void oneTraceOfManyThreadsKeepsItsLimit() throws Exception {
		try (RescueBench bench = RescueBench.of("max-spans-per-trace=50")) {
			Span root = bench.root("root");
			run((thread) -> {
				for (int i = 0; i < TRACES; i++) {
					bench.child(root, "work").end();
				}
			});
			root.setStatus(StatusCode.ERROR).end();
			assertThat(bench.queued()).hasSize(50);
			assertThat(bench.counts().elided.sum()).isEqualTo(THREADS * TRACES + 1 - 50);
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	private static void trace(RescueBench bench, boolean fails, Set<String> failed) {
		Span root = bench.root("root");
		List<Span> children = new ArrayList<>();
		for (int i = 0; i < SPANS; i++) {
			children.add(bench.child(root, "child" + i));
		}
		if (fails) {
			failed.add(root.getSpanContext().getTraceId());
			children.get(0).setStatus(StatusCode.ERROR);
		}
		children.subList(0, SPANS / 2).forEach(Span::end);
		root.end();
		children.subList(SPANS / 2, SPANS).forEach(Span::end);
	}

	private static void run(Work work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int thread = i;
				tasks.add(() -> {
					work.run(thread);
					return null;
				});
			}
			for (Future<Void> done : executor.invokeAll(tasks)) {
				assertThat(done.get()).isNull();
			}
		}
		finally {
			executor.shutdown();
		}
	}

	@FunctionalInterface
	private interface Work {

		void run(int thread);

	}

}
