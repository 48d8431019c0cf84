/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * How much stress there was when somebody last had a look. Whoever asks has another look
 * had.
 */
final class LastLook implements Supplier<Stress.Level> {

	private final LookAside look;

	private volatile Stress.Level level = Stress.Level.NONE;

	/**
	 * Creates a look that has seen no stress.
	 * @param stress the stress
	 * @param looker where it is looked at
	 */
	LastLook(Stress stress, Executor looker) {
		this.look = new LookAside(() -> this.level = stress.level(), looker);
	}

	@Override
	public Stress.Level get() {
		this.look.ask();
		return this.level;
	}

}
