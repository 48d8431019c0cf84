/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import io.opentelemetry.api.trace.SpanKind;

/**
 * Brings the spans of another process back between the start and the end of the call that
 * caused them. Clocks of two machines differ by milliseconds.
 */
final class ClockSkew {

	private ClockSkew() {
	}

	/**
	 * Moves a node whose parent has been moved already.
	 * @param node the node
	 */
	static void adjust(SpanNode node) {
		SpanNode parent = node.parent();
		if (parent == null) {
			return;
		}
		node.setShift(parent.shift());
		if (!node.span().service().equals(parent.span().service())) {
			node.setShift(node.shift() + correction(node, parent));
		}
	}

	private static long correction(SpanNode node, SpanNode parent) {
		if (node.startNanos() >= parent.startNanos() && node.endNanos() <= parent.endNanos()) {
			return 0;
		}
		long slack = parent.durationNanos() - node.durationNanos();
		if (slack >= 0 && answers(node, parent)) {
			// The way there and the way back are taken as equally long.
			return parent.startNanos() + slack / 2 - node.startNanos();
		}
		return Math.max(0, parent.startNanos() - node.startNanos());
	}

	private static boolean answers(SpanNode node, SpanNode parent) {
		return node.span().kind() == SpanKind.SERVER && parent.span().kind() == SpanKind.CLIENT;
	}

}
