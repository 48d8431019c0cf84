/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracing.boot.sampling.Stress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StressSwitchTests {

	private final AtomicLong nanoTime = new AtomicLong();

	@Test
	void whoeverAsksDoesNotLookHimself() {
		List<Runnable> looks = new ArrayList<>();
		StressSwitch stressSwitch = new StressSwitch(() -> Stress.Level.HIGH, this.nanoTime::get, looks::add);
		assertThat(stressSwitch.isOn()).isTrue();
		assertThat(looks).isEmpty();
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(stressSwitch.isOn()).isTrue();
		assertThat(stressSwitch.isOn()).isTrue();
		assertThat(looks).as("once a second").hasSize(1);
		looks.get(0).run();
		assertThat(stressSwitch.isOn()).isFalse();
		assertThat(stressSwitch.wasOn()).isFalse();
	}

	@Test
	void whoeverAsksLooksHimselfIfNobodyHasForASecond() {
		List<Runnable> looks = new ArrayList<>();
		StressSwitch stressSwitch = new StressSwitch(() -> Stress.Level.HIGH, this.nanoTime::get, looks::add);
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(stressSwitch.isOn()).isTrue();
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(stressSwitch.isOn()).isFalse();
		for (int second = 0; second < 10; second++) {
			this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
			assertThat(stressSwitch.isOn()).isFalse();
		}
		assertThat(looks).as("nothing piles up").hasSize(1);
		looks.get(0).run();
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(stressSwitch.isOn()).isFalse();
		assertThat(looks).as("it gets round to it again").hasSize(2);
	}

	@Test
	void staysAsItIsIfNobodyLooks() {
		StressSwitch stressSwitch = new StressSwitch(() -> Stress.Level.HIGH, this.nanoTime::get, (look) -> {
			throw new RejectedExecutionException();
		});
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(stressSwitch.isOn()).isTrue();
	}

}
