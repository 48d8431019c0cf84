/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Numbers spans so that those which look alike, with all that lies below them, have the
 * same number. How often a child occurs does not matter.
 */
final class Likeness {

	private Likeness() {
	}

	static void number(List<SpanNode> parentsFirst) {
		Map<Look, Integer> numbers = new HashMap<>();
		for (int i = parentsFirst.size() - 1; i >= 0; i--) {
			SpanNode node = parentsFirst.get(i);
			TreeSet<Integer> below = new TreeSet<>();
			node.children().forEach((child) -> below.add(child.likeness()));
			FinishedSpan span = node.span();
			Look look = new Look(span.name(), span.kind(), span.service(), span.error(), span.errorType(),
					List.copyOf(below));
			node.setLikeness(numberOf(look, numbers));
		}
	}

	private static int numberOf(Look look, Map<Look, Integer> numbers) {
		Integer number = numbers.putIfAbsent(look, numbers.size());
		return (number != null) ? number : numbers.size() - 1;
	}

	private record Look(String name, SpanKind kind, String service, boolean error, @Nullable String errorType,
			List<Integer> below) {
	}

}
