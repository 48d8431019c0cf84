/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many changes there were, by what was changed and what happened to it.
 */
final class ChangeCounts {

	private static final int ACTIONS = ChangeEvent.Action.values().length;

	private final AtomicLongArray counts = new AtomicLongArray(Change.Kind.values().length * ACTIONS);

	void count(Change.Kind kind, ChangeEvent.Action action) {
		this.counts.incrementAndGet(index(kind, action));
	}

	long get(Change.Kind kind, ChangeEvent.Action action) {
		return this.counts.get(index(kind, action));
	}

	private static int index(Change.Kind kind, ChangeEvent.Action action) {
		return kind.ordinal() * ACTIONS + action.ordinal();
	}

}
