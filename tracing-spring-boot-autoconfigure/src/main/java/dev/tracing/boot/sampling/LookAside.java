/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has somebody else look at something, since whoever asks is a request and a look takes
 * milliseconds. Where nobody has got round to it, which is stress itself, he looks.
 */
public final class LookAside {

	private static final Logger logger = LoggerFactory.getLogger(LookAside.class);

	private final Runnable look;

	private final Executor looker;

	private final AtomicBoolean waiting = new AtomicBoolean();

	/**
	 * Creates a look that nobody has had.
	 * @param look looks, and remembers what it saw
	 * @param looker where that is done
	 */
	public LookAside(Runnable look, Executor looker) {
		this.look = look;
		this.looker = looker;
	}

	/**
	 * Has a look had. Never throws.
	 */
	public void ask() {
		if (!this.waiting.compareAndSet(false, true)) {
			look();
			return;
		}
		try {
			this.looker.execute(this::lookForOthers);
		}
		catch (RejectedExecutionException ex) {
			this.waiting.set(false);
			logger.debug("Nobody has a look", ex);
		}
	}

	// Only this ends the waiting for it: at most one look waits.
	private void lookForOthers() {
		look();
		this.waiting.set(false);
	}

	private void look() {
		try {
			this.look.run();
		}
		catch (RuntimeException ex) {
			logger.debug("What is to be looked at cannot be", ex);
		}
	}

}
