/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpanQueueTests {

	private final SpanQueue<String> queue = new SpanQueue<>(4, (span) -> span.startsWith("error"));

	@Test
	void lostSpansAreToldOneByOne() {
		List<String> lost = new ArrayList<>();
		this.queue.onLoss(lost::add);
		for (String span : List.of("a", "b", "error 1", "c", "d", "error 2", "error 3")) {
			this.queue.offer(span);
		}
		assertThat(lost).containsExactly("d", "a", "b");
	}

	@Test
	void oneMoreThanTheCapacityIsRefused() {
		offer("a", "b", "c", "d");
		assertThat(this.queue.size()).isEqualTo(4);
		assertThat(this.queue.offer("e")).isOne();
		assertThat(all()).containsExactly("a", "b", "c", "d");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void capacityIsExactEvenIfTheRingIsLarger() {
		SpanQueue<String> five = new SpanQueue<>(5, (span) -> false);
		for (int i = 0; i < 5; i++) {
			assertThat(five.offer("a")).isZero();
		}
		assertThat(five.offer("b")).isOne();
	}

	@Test
	void remarkableSpanTakesThePlaceOfTheOldestUnremarkableOne() {
		offer("a", "error 1", "b", "c");
		assertThat(this.queue.offer("error 2")).isOne();
		assertThat(this.queue.offer("error 3")).isOne();
		assertThat(this.queue.size()).isEqualTo(4);
		assertThat(all()).containsExactlyInAnyOrder("error 1", "error 2", "error 3", "c");
	}

	@Test
	void whereAllAreRemarkableTheNewOneIsRefused() {
		offer("error 1", "error 2", "error 3", "error 4");
		assertThat(this.queue.offer("error 5")).isOne();
		assertThat(this.queue.offer("error 6")).isOne();
		assertThat(all()).containsExactlyInAnyOrder("error 1", "error 2", "error 3", "error 4");
	}

	@Test
	void unremarkableSpanTakesNobodysPlace() {
		offer("a", "b", "error 1", "error 2");
		assertThat(this.queue.offer("c")).isOne();
		assertThat(all()).contains("a", "b", "error 1", "error 2");
	}

	@Test
	void spansAreLookedAtOnlyIfTheQueueIsFull() {
		List<String> seen = new ArrayList<>();
		SpanQueue<String> watched = new SpanQueue<>(2, (span) -> !seen.add(span));
		assertThat(watched.offer("a") + watched.offer("b")).isZero();
		assertThat(seen).isEmpty();
		assertThat(watched.offer("c")).isOne();
		assertThat(seen).containsExactly("c");
	}

	@Test
	void searchForAnUnremarkableSpanIsBounded() {
		List<String> seen = new ArrayList<>();
		SpanQueue<String> watched = new SpanQueue<>(100, seen::add);
		for (int i = 0; i < 100; i++) {
			watched.offer("error " + i);
		}
		assertThat(watched.offer("error 100")).isOne();
		assertThat(seen).hasSize(17);
	}

	private void offer(String... spans) {
		for (String span : spans) {
			assertThat(this.queue.offer(span)).isZero();
		}
	}

	private List<String> all() {
		List<String> spans = new ArrayList<>();
		for (String span = this.queue.poll(); span != null; span = this.queue.poll()) {
			spans.add(span);
		}
		return spans;
	}

}
