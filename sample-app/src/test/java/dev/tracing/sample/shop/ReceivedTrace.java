/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans of one trace.
 *
 * @param spans the spans
 */
record ReceivedTrace(List<ReceivedSpan> spans) {

	/**
	 * The only span of that name and kind.
	 */
	ReceivedSpan span(String service, String kind, String name) {
		String wanted = service + " " + kind + " " + name;
		List<ReceivedSpan> found = this.spans.stream().filter((span) -> span.toString().equals(wanted)).toList();
		assertThat(found).as("spans '%s' in%n%s", wanted, tree()).hasSize(1);
		return found.get(0);
	}

	ReceivedSpan internal(String service, String name) {
		return span(service, "INTERNAL", name);
	}

	/**
	 * The trace as text, one line for each span: service, kind and name, children
	 * indented and in the order of their names, because the parallel ones start in any
	 * order.
	 */
	String tree() {
		return this.spans.stream()
			.filter((span) -> this.spans.stream().noneMatch(span::isChildOf))
			.sorted(Comparator.comparing(ReceivedSpan::toString))
			.map((root) -> tree(root, ""))
			.collect(Collectors.joining());
	}

	private String tree(ReceivedSpan span, String indentation) {
		return indentation + span + "\n"
				+ this.spans.stream()
					.filter((child) -> child.isChildOf(span))
					.map((child) -> tree(child, indentation + "  "))
					.sorted()
					.collect(Collectors.joining());
	}

}
