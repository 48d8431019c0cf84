/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many changes there were, by what was changed and what happened to it.
 */
final class ChangeCounts {

	private final Map<Change.Kind, Map<ChangeEvent.Action, LongAdder>> counts = new EnumMap<>(Change.Kind.class);

	ChangeCounts() {
		for (Change.Kind kind : Change.Kind.values()) {
			Map<ChangeEvent.Action, LongAdder> ofKind = new EnumMap<>(ChangeEvent.Action.class);
			for (ChangeEvent.Action action : ChangeEvent.Action.values()) {
				ofKind.put(action, new LongAdder());
			}
			this.counts.put(kind, ofKind);
		}
	}

	void count(Change.Kind kind, ChangeEvent.Action action) {
		counter(kind, action).increment();
	}

	long get(Change.Kind kind, ChangeEvent.Action action) {
		return counter(kind, action).sum();
	}

	private LongAdder counter(Change.Kind kind, ChangeEvent.Action action) {
		Map<ChangeEvent.Action, LongAdder> ofKind = Objects.requireNonNull(this.counts.get(kind));
		return Objects.requireNonNull(ofKind.get(action));
	}

}
