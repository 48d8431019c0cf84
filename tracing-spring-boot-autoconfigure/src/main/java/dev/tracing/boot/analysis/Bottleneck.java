/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Whose time the critical path is. The self time of a request or message belongs to the
 * business span on whose behalf it was made: the one that does little else than call, or
 * else the one that was called.
 */
final class Bottleneck {

	private final Map<SpanNode, Long> sums = new HashMap<>();

	private final Map<SpanNode, Long> longest = new HashMap<>();

	private Bottleneck() {
	}

	/**
	 * Finds and marks the bottleneck.
	 * @param nodes all nodes of the trace, after the critical path has been walked
	 * @return the bottleneck, or {@code null} if there is nothing to compare
	 */
	static @Nullable SpanNode find(List<SpanNode> nodes) {
		if (nodes.size() < 2) {
			return null;
		}
		Bottleneck bottleneck = new Bottleneck();
		for (SpanNode node : nodes) {
			if (node.criticalSelfNanos() > 0) {
				bottleneck.attribute(node);
			}
		}
		SpanNode found = bottleneck.slowest(nodes);
		if (found != null) {
			found.setBottleneck();
		}
		return found;
	}

	private void attribute(SpanNode node) {
		if (node.role() != SpanRole.TRANSPORT) {
			this.sums.merge(node, node.criticalSelfNanos(), Long::sum);
			return;
		}
		SpanNode call = outermostTransport(node);
		SpanNode caller = call.parent();
		SpanNode called = onlyBusinessBelow(node);
		if (caller != null && (called == null || doesLittleElse(caller, call))) {
			this.sums.merge(caller, node.criticalSelfNanos(), Long::sum);
		}
		else if (caller != null && called != null) {
			this.sums.merge(called, node.criticalSelfNanos(), Long::sum);
		}
		else {
			// The way in passes several hops. Each of them is a cause of its own.
			this.longest.merge((called != null) ? called : node, node.criticalSelfNanos(), Long::max);
		}
	}

	private static SpanNode outermostTransport(SpanNode node) {
		SpanNode outermost = node;
		SpanNode parent = node.parent();
		while (parent != null && parent.role() != SpanRole.BUSINESS) {
			outermost = parent;
			parent = parent.parent();
		}
		return outermost;
	}

	private static boolean doesLittleElse(SpanNode caller, SpanNode call) {
		return call.durationNanos() >= caller.durationNanos() / 5 * 4;
	}

	// The business span that a request leads to, through further requests too.
	private static @Nullable SpanNode onlyBusinessBelow(SpanNode transport) {
		SpanNode node = transport;
		while (true) {
			SpanNode next = null;
			for (SpanNode child : node.children()) {
				if (!child.isAwaited() || child.role() == SpanRole.QUERY) {
					continue;
				}
				if (next != null) {
					return null;
				}
				next = child;
			}
			if (next == null || next.role() == SpanRole.BUSINESS) {
				return next;
			}
			node = next;
		}
	}

	private @Nullable SpanNode slowest(List<SpanNode> nodes) {
		SpanNode slowest = null;
		long most = 0;
		for (SpanNode node : nodes) {
			long time = Math.max(this.sums.getOrDefault(node, 0L), this.longest.getOrDefault(node, 0L));
			if (time > most) {
				slowest = node;
				most = time;
			}
		}
		return slowest;
	}

}
