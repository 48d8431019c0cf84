/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace as a tree, or as several where the spans between them were made
 * elsewhere. Whatever the ids say, every span stands in it once: of two with the same id
 * the first counts, and a circle of parents is opened at its earliest span.
 */
public final class TraceTree {

	private final List<SpanNode> roots;

	private final List<SpanNode> nodes;

	private final @Nullable SpanNode bottleneck;

	private TraceTree(List<SpanNode> roots, List<SpanNode> nodes, @Nullable SpanNode bottleneck) {
		this.roots = List.copyOf(roots);
		this.nodes = List.copyOf(nodes);
		this.bottleneck = bottleneck;
	}

	/**
	 * Builds and analyses the tree.
	 * @param spans finished spans of one trace, in any order
	 * @return the tree
	 */
	public static TraceTree of(Collection<FinishedSpan> spans) {
		Map<String, SpanNode> byId = new LinkedHashMap<>();
		for (FinishedSpan span : spans) {
			byId.computeIfAbsent(span.spanId(), (id) -> new SpanNode(span));
		}
		List<SpanNode> roots = link(byId);
		List<SpanNode> nodes = inOrder(roots, byId.values());
		nodes.forEach(ClockSkew::adjust);
		roots.sort(SpanNode.BY_START);
		for (SpanNode node : nodes) {
			node.mutableChildren().sort(SpanNode.BY_START);
			SelfTime.measure(node);
		}
		Likeness.number(nodes);
		SpanNode bottleneck = null;
		SpanNode root = mainRoot(roots);
		if (root != null) {
			CriticalPath.walk(root);
			bottleneck = Bottleneck.find(nodes);
		}
		return new TraceTree(roots, nodes, bottleneck);
	}

	private static List<SpanNode> link(Map<String, SpanNode> byId) {
		List<SpanNode> roots = new ArrayList<>();
		for (SpanNode node : byId.values()) {
			String parentId = node.span().parentId();
			SpanNode parent = (parentId != null) ? byId.get(parentId) : null;
			if (parent == null || parent == node) {
				roots.add(node);
			}
			else {
				node.setParent(parent);
				parent.mutableChildren().add(node);
			}
		}
		return roots;
	}

	// All nodes, parents before their children. Adds a root for every circle.
	private static List<SpanNode> inOrder(List<SpanNode> roots, Collection<SpanNode> all) {
		Set<SpanNode> reached = new LinkedHashSet<>();
		roots.forEach((root) -> reach(root, reached));
		if (reached.size() < all.size()) {
			List<SpanNode> rest = new ArrayList<>(all);
			rest.sort(SpanNode.BY_START);
			for (SpanNode node : rest) {
				SpanNode parent = node.parent();
				if (parent != null && !reached.contains(node)) {
					parent.mutableChildren().remove(node);
					node.setParent(null);
					roots.add(node);
					reach(node, reached);
				}
			}
		}
		return new ArrayList<>(reached);
	}

	private static void reach(SpanNode root, Set<SpanNode> reached) {
		List<SpanNode> open = new ArrayList<>();
		open.add(root);
		reached.add(root);
		for (int i = 0; i < open.size(); i++) {
			for (SpanNode child : open.get(i).children()) {
				if (reached.add(child)) {
					open.add(child);
				}
			}
		}
	}

	private static @Nullable SpanNode mainRoot(List<SpanNode> roots) {
		SpanNode main = null;
		for (SpanNode root : roots) {
			if (root.span().parentId() == null) {
				return root;
			}
			if (main == null || root.durationNanos() > main.durationNanos()) {
				main = root;
			}
		}
		return main;
	}

	/**
	 * The spans at the top, in the order of their starts.
	 * @return the roots, empty for a trace without spans
	 */
	public List<SpanNode> roots() {
		return this.roots;
	}

	/**
	 * All spans, each after its parent.
	 * @return the nodes
	 */
	public List<SpanNode> nodes() {
		return this.nodes;
	}

	/**
	 * Where most of the critical path is spent.
	 * @return the business span that is slowest by itself, or {@code null} if there is
	 * nothing to compare
	 */
	public @Nullable SpanNode bottleneck() {
		return this.bottleneck;
	}

	/**
	 * Names of the services that made the spans, in the order of their first spans.
	 * @return the services
	 */
	public Set<String> services() {
		Set<String> services = new LinkedHashSet<>();
		this.nodes.forEach((node) -> services.add(node.span().service()));
		return services;
	}

	/**
	 * Time from the first start to the last end.
	 * @return the duration in nanoseconds
	 */
	public long durationNanos() {
		long start = Long.MAX_VALUE;
		long end = Long.MIN_VALUE;
		for (SpanNode node : this.nodes) {
			start = Math.min(start, node.startNanos());
			end = Math.max(end, node.endNanos());
		}
		return this.nodes.isEmpty() ? 0 : end - start;
	}

}
