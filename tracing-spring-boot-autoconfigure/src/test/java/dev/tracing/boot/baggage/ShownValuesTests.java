/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShownValuesTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final ShownValues values = new ShownValues("tenant", 8, 2, Duration.ofNanos(10), this.now::get);

	@Test
	void asManyValuesAreShownAsTheLimitSays() {
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.of("b")).isEqualTo("b");
		assertThat(this.values.of("c")).isEqualTo("(other)");
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.hidden()).isEqualTo(1);
	}

	@Test
	void valueThatIsNotSeenAnyMoreMakesRoom() {
		this.values.of("a");
		this.values.of("b");
		this.now.addAndGet(10);
		assertThat(this.values.of("c")).isEqualTo("(other)");
		assertThat(this.values.of("a")).isEqualTo("a");
		this.now.addAndGet(9);
		assertThat(this.values.of("c")).isEqualTo("(other)");
		this.now.addAndGet(1);
		assertThat(this.values.of("c")).isEqualTo("c");
		assertThat(this.values.of("b")).isEqualTo("(other)");
		assertThat(this.values.of("a")).isEqualTo("a");
	}

	@Test
	void valueThatIsSeenInEveryIntervalKeepsItsPlace() {
		this.values.of("a");
		for (int i = 0; i < 100; i++) {
			this.now.addAndGet(10);
			this.values.of("x" + i);
			assertThat(this.values.of("a")).isEqualTo("a");
		}
	}

	@Test
	void noMoreThanTheLimitAreShownInAnyInterval() {
		ShownValues many = new ShownValues("tenant", 8, 100, Duration.ofNanos(10), this.now::get);
		for (int interval = 0; interval < 20; interval++) {
			Set<String> shown = new HashSet<>();
			for (int i = 0; i < 1_000; i++) {
				shown.add(many.of("v" + (interval * 37 + i % 200)));
			}
			assertThat(shown).hasSizeLessThanOrEqualTo(101).contains("(other)");
			this.now.addAndGet(10);
		}
	}

	@Test
	void theLongestValueIsShownAndALongerOneIsNot() {
		assertThat(this.values.of("12345678")).isEqualTo("12345678");
		assertThat(this.values.of("123456789")).isNull();
	}

	@Test
	void noLineOfTheLogCanBeForged() {
		assertThat(this.values.of("a\nINFO")).isNull();
		assertThat(this.values.of("\u001b[31m")).isNull();
		assertThat(this.values.of("")).isNull();
	}

	@Test
	void whatIsNotFitDoesNotCount() {
		this.values.of("123456789");
		this.values.of("\n");
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.of("b")).isEqualTo("b");
	}

}
