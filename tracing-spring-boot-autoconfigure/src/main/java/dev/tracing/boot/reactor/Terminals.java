/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;

/**
 * Subscribers at whose end somebody waits for a result: a chain's last ones. An inner
 * publisher has none, nor has a {@code Flux} that nobody waits for and that may never
 * end.
 */
final class Terminals {

	private static final String REACTOR = "reactor.core.publisher.";

	// Reactor's names; StrictSubscriber is one that is not Reactor's, such as Spring
	// MVC's.
	private static final Set<String> NAMES = Set.of("BlockingMonoSubscriber", "BlockingOptionalMonoSubscriber",
			"BlockingFirstSubscriber", "BlockingLastSubscriber", "BlockingIterable$SubscriberIterator",
			"MonoToCompletableFuture", "LambdaMonoSubscriber", "StrictSubscriber");

	private static final ClassValue<Boolean> TERMINAL = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return type.getName().startsWith(REACTOR) && NAMES.contains(type.getName().substring(REACTOR.length()));
		}

	};

	private Terminals() {
	}

	/**
	 * Whether nothing but operators that pass a signal on is between a subscriber and the
	 * one that waits.
	 * @param subscriber a subscriber
	 * @return whether it is the end of its chain
	 */
	static boolean isReachedBy(Object subscriber) {
		Object current = subscriber;
		for (int step = 0; step <= PassingOperators.MOST_STEPS && current != null; step++) {
			if (TERMINAL.get(current.getClass())) {
				return true;
			}
			current = PassingOperators.isSubscriber(current.getClass()) ? actual(current) : null;
		}
		return false;
	}

	private static @Nullable Object actual(Object subscriber) {
		return (subscriber instanceof Scannable scannable) ? scannable.scanUnsafe(Scannable.Attr.ACTUAL) : null;
	}

}
