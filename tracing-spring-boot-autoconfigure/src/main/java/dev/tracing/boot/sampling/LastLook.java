/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much stress there was when somebody last had a look. Whoever asks has another
 * thread look again, since he is a request and a look takes milliseconds. Where that one
 * has not got round to it, which is stress itself, he looks.
 */
final class LastLook implements Supplier<Stress.Level> {

	private static final Logger logger = LoggerFactory.getLogger(LastLook.class);

	private final Stress stress;

	private final Executor looker;

	private final AtomicBoolean looking = new AtomicBoolean();

	private volatile Stress.Level level = Stress.Level.NONE;

	/**
	 * Creates a look that has seen no stress.
	 * @param stress the stress
	 * @param looker where it is looked at
	 */
	LastLook(Stress stress, Executor looker) {
		this.stress = stress;
		this.looker = looker;
	}

	@Override
	public Stress.Level get() {
		if (!this.looking.compareAndSet(false, true)) {
			look();
			return this.level;
		}
		try {
			this.looker.execute(this::lookForOthers);
		}
		catch (RejectedExecutionException ex) {
			this.looking.set(false);
			logger.debug("Nobody looks at the stress", ex);
		}
		return this.level;
	}

	private void lookForOthers() {
		look();
		this.looking.set(false);
	}

	private void look() {
		try {
			this.level = this.stress.level();
		}
		catch (RuntimeException ex) {
			logger.debug("The stress cannot be looked at", ex);
		}
	}

}
