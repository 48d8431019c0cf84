/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.List;

import io.opentelemetry.api.trace.SpanKind;

/**
 * The time of a span in which it waited for none of its children.
 */
final class SelfTime {

	private static final long TOLERANCE = 1_000_000;

	private SelfTime() {
	}

	/**
	 * Decides for which of its children a node waited, and measures the rest of its time.
	 * @param node a node whose children are in the order of their starts
	 */
	static void measure(SpanNode node) {
		long covered = 0;
		long cursor = node.startNanos();
		List<SpanNode> children = node.children();
		for (SpanNode child : children) {
			child.setAwaited(isAwaited(child, node));
			if (!child.isAwaited()) {
				continue;
			}
			long start = Math.max(cursor, child.startNanos());
			long end = Math.min(node.endNanos(), child.endNanos());
			if (end > start) {
				covered += end - start;
				cursor = end;
			}
		}
		node.setSelfNanos(node.durationNanos() - covered);
	}

	// Nobody waits for the receiver of a message, nor for what goes on after its own end.
	private static boolean isAwaited(SpanNode child, SpanNode parent) {
		if (child.span().kind() == SpanKind.CONSUMER || child.startNanos() > parent.endNanos()) {
			return false;
		}
		if (child.span().kind() == SpanKind.SERVER && parent.span().kind() == SpanKind.CLIENT) {
			return true;
		}
		long tolerance = Math.max(TOLERANCE, parent.durationNanos() / 100);
		return child.endNanos() <= parent.endNanos() + tolerance;
	}

}
