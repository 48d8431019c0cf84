/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Which span the caller was waiting for at each moment. Goes from the end of a span back
 * to its start and follows, at each point, the child that ended last before it. Every
 * moment of the root belongs to exactly one span.
 */
final class CriticalPath {

	private static final Comparator<SpanNode> LAST_END_FIRST = Comparator.comparingLong(SpanNode::endNanos)
		.reversed()
		.thenComparing(Comparator.comparingLong(SpanNode::startNanos));

	private CriticalPath() {
	}

	static void walk(SpanNode root) {
		Deque<Stretch> open = new ArrayDeque<>();
		open.push(new Stretch(root, root.startNanos(), root.endNanos()));
		while (!open.isEmpty()) {
			walk(open.pop(), open);
		}
	}

	private static void walk(Stretch stretch, Deque<Stretch> open) {
		List<SpanNode> children = new ArrayList<>(stretch.node().children());
		children.sort(LAST_END_FIRST);
		long cursor = stretch.end();
		for (SpanNode child : children) {
			if (!child.isAwaited() || child.startNanos() >= cursor || child.endNanos() <= stretch.start()) {
				continue;
			}
			long end = Math.min(child.endNanos(), cursor);
			long start = Math.max(child.startNanos(), stretch.start());
			stretch.node().addCriticalSelf(cursor - end);
			open.push(new Stretch(child, start, end));
			cursor = start;
		}
		stretch.node().addCriticalSelf(cursor - stretch.start());
	}

	/**
	 * The part of a span that somebody waited for.
	 */
	private record Stretch(SpanNode node, long start, long end) {
	}

}
