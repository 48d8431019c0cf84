/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastLookTests {

	private final Deque<Runnable> handedOver = new ArrayDeque<>();

	private double used = 1.0;

	private final Stress stress = Stress.none().and(0.8, () -> this.used);

	@Test
	void whoeverAsksIsToldWhatWasSeenBeforeAndHasAnotherLookHad() {
		LastLook look = new LastLook(this.stress, this.handedOver::add);
		assertThat(look.get()).isEqualTo(Stress.Level.NONE);
		this.handedOver.remove().run();
		assertThat(look.get()).isEqualTo(Stress.Level.HIGH);
		this.used = 0.0;
		this.handedOver.remove().run();
		assertThat(look.get()).isEqualTo(Stress.Level.NONE);
	}

	@Test
	void whereNobodyGetsRoundToItWhoeverAsksLooksHimself() {
		LastLook look = new LastLook(this.stress, this.handedOver::add);
		look.get();
		assertThat(look.get()).isEqualTo(Stress.Level.HIGH);
		this.used = 0.0;
		assertThat(look.get()).isEqualTo(Stress.Level.NONE);
		assertThat(this.handedOver).as("looks that wait").hasSize(1);
	}

	@Test
	void whatCannotBeLookedAtStaysAsItWas() {
		Executor refusing = (task) -> {
			throw new RejectedExecutionException("closed");
		};
		assertThat(new LastLook(this.stress, refusing).get()).isEqualTo(Stress.Level.NONE);
		LastLook broken = new LastLook(Stress.none().and(0.8, () -> {
			throw new IllegalStateException("no bean");
		}), Runnable::run);
		assertThat(broken.get()).isEqualTo(Stress.Level.NONE);
	}

}
