/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class RingTests {

	@Test
	void elementsComeOutInTheirOrder() {
		Ring<String> ring = new Ring<>(4);
		assertThat(ring.poll()).isNull();
		for (int round = 0; round < 10; round++) {
			assertThat(ring.offer("a")).isTrue();
			assertThat(ring.offer("b")).isTrue();
			assertThat(ring.poll()).isEqualTo("a");
			assertThat(ring.poll()).isEqualTo("b");
			assertThat(ring.poll()).isNull();
		}
	}

	@Test
	void fullRingTakesNoMore() {
		Ring<Integer> ring = new Ring<>(4);
		for (int i = 0; i < 4; i++) {
			assertThat(ring.offer(i)).isTrue();
		}
		assertThat(ring.offer(4)).isFalse();
		assertThat(ring.poll()).isZero();
		assertThat(ring.offer(4)).isTrue();
	}

	@Test
	void smallestRingHoldsOne() {
		Ring<String> ring = new Ring<>(1);
		assertThat(ring.offer("a")).isTrue();
		assertThat(ring.poll()).isEqualTo("a");
		assertThat(ring.poll()).isNull();
	}

	@Test
	@Timeout(60)
	void everyElementComesOutOnceWithManyThreadsOnBothSides() throws Exception {
		Ring<Long> ring = new Ring<>(64);
		int threads = 4;
		long each = 50_000;
		AtomicLong polled = new AtomicLong();
		ConcurrentHashMap<Long, Boolean> seen = new ConcurrentHashMap<>();
		ExecutorService executor = Executors.newFixedThreadPool(2 * threads);
		List<Future<?>> results = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			long base = t * each;
			results.add(executor.submit(() -> {
				for (long i = 0; i < each; i++) {
					while (!ring.offer(base + i)) {
						Thread.onSpinWait();
					}
				}
			}));
			results.add(executor.submit(() -> {
				while (polled.get() < threads * each) {
					Long element = ring.poll();
					if (element != null) {
						polled.incrementAndGet();
						assertThat(seen.put(element, true)).isNull();
					}
				}
			}));
		}
		for (Future<?> result : results) {
			result.get();
		}
		executor.shutdown();
		assertThat(seen).hasSize((int) (threads * each));
	}

}
