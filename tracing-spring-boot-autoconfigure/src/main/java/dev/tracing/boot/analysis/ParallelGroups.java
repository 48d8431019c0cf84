/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Siblings that ran at the same time.
 */
public final class ParallelGroups {

	private ParallelGroups() {
	}

	/**
	 * Splits siblings into groups. Spans of one group overlap, at least through others;
	 * spans of different groups ran one after the other. An overlap of less than a
	 * twentieth of the shorter span is none: spans that end on another thread end late.
	 * @param siblings the siblings in the order of their starts
	 * @return the groups, in the same order; most of them have one member
	 */
	public static List<List<SpanNode>> of(List<SpanNode> siblings) {
		List<List<SpanNode>> groups = new ArrayList<>();
		SpanNode last = null;
		for (SpanNode node : siblings) {
			if (last == null || !overlaps(last, node)) {
				groups.add(new ArrayList<>(1));
				last = node;
			}
			else if (node.endNanos() > last.endNanos()) {
				last = node;
			}
			groups.get(groups.size() - 1).add(node);
		}
		return groups;
	}

	private static boolean overlaps(SpanNode last, SpanNode next) {
		long overlap = Math.min(last.endNanos(), next.endNanos()) - next.startNanos();
		long shorter = Math.min(last.durationNanos(), next.durationNanos());
		return overlap > 0 && overlap > shorter / 20;
	}

}
