/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Fuseable;
import reactor.core.Scannable;

/**
 * Knows operators that call their function and pass the signal on, on the same thread and
 * with the same Reactor context. Behind one that restores the span they need nothing.
 */
final class PassingOperators {

	// Further up one more scope is cheaper than the look.
	static final int MOST_STEPS = 4;

	// Reactor's names; one that is missing here or is called otherwise some day costs a
	// little more and is right all the same.
	private static final Set<String> NAMES = Set.of("Map", "MapFuseable", "Filter", "FilterFuseable", "Handle",
			"HandleFuseable", "Peek", "PeekFuseable", "PeekTerminal", "DefaultIfEmpty", "OnErrorReturn", "DoFinally",
			"IgnoreElements", "Name", "NameFuseable", "Log", "LogFuseable", "Hide", "Index", "IndexFuseable", "Scan",
			"Skip", "Take", "TakeFuseable", "TakeWhile", "SkipWhile", "Next", "Single", "SingleMono", "Collect",
			"CollectList", "Count", "Reduce", "Any", "All", "HasElement", "HasElements");

	private static final ClassValue<Boolean> PASSING = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			String name = type.getSimpleName();
			return type.getName().startsWith("reactor.core.publisher.") && name.length() > 4
					&& NAMES.contains(name.substring(4));
		}

	};

	private PassingOperators() {
	}

	/**
	 * Whether nobody would see the span of this publisher, or another one has restored
	 * it.
	 * @param publisher a publisher that has been assembled
	 * @return whether it may stay as it is
	 */
	static boolean needNoSpan(Publisher<?> publisher) {
		if (publisher instanceof Fuseable.ScalarCallable) {
			return true;
		}
		Object current = publisher;
		for (int step = 0; step < MOST_STEPS && PASSING.get(current.getClass()); step++) {
			Object parent = parent(current);
			if (parent == null) {
				return false;
			}
			if (parent instanceof SpanPublisher) {
				return true;
			}
			current = parent;
		}
		return false;
	}

	/**
	 * Whether a subscriber is one of such an operator.
	 * @param type the class of the subscriber
	 * @return whether it passes signals on
	 */
	static boolean isSubscriber(Class<?> type) {
		Class<?> operator = type.getEnclosingClass();
		return operator != null && PASSING.get(operator);
	}

	private static @Nullable Object parent(Object operator) {
		return (operator instanceof Scannable scannable) ? scannable.scanUnsafe(Scannable.Attr.PARENT) : null;
	}

}
