/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Once in a period, whoever asks.
 */
class PaceTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final Pace messages = Pace.ofMessages(this.now::get);

	@Test
	void messageIsDueOnceInAMinute() {
		assertThat(this.messages.isDue()).isTrue();
		assertThat(this.messages.isDue()).isFalse();
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
		assertThat(this.messages.isDue()).isFalse();
		this.now.addAndGet(1);
		assertThat(this.messages.isDue()).isTrue();
		assertThat(this.messages.isDue()).isFalse();
	}

	@Test
	void ofManyWhoAskAtOnceOneMayGoOn() {
		AtomicInteger allowed = new AtomicInteger();
		IntStream.range(0, 1000).parallel().forEach((each) -> {
			if (this.messages.isDue()) {
				allowed.incrementAndGet();
			}
		});
		assertThat(allowed).hasValue(1);
	}

}
