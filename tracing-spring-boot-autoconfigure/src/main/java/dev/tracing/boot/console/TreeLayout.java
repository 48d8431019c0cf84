/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.tracing.boot.analysis.FinishedSpan;
import dev.tracing.boot.analysis.ParallelGroups;
import dev.tracing.boot.analysis.SpanNode;
import dev.tracing.boot.analysis.TraceTree;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a trace becomes a line: spans, groups that ran in parallel, and one
 * line for many siblings that look alike.
 */
final class TreeLayout {

	private static final int ALIKE = 4;

	private static final int MAX_DEPTH = 24;

	private static final int NAME_WIDTH = 48;

	private static final long NOTABLE_SELF = 1_000_000;

	private final Glyphs glyphs;

	private final Set<SpanNode> wayToBottleneck = new HashSet<>();

	private TreeLayout(Glyphs glyphs, @Nullable SpanNode bottleneck) {
		this.glyphs = glyphs;
		SpanNode node = bottleneck;
		while (node != null) {
			this.wayToBottleneck.add(node);
			node = node.parent();
		}
	}

	static List<Row> rows(TraceTree tree, Glyphs glyphs) {
		TreeLayout layout = new TreeLayout(glyphs, tree.bottleneck());
		List<List<SpanNode>> oneByOne = new ArrayList<>();
		tree.roots().forEach((root) -> oneByOne.add(List.of(root)));
		return layout.rows(oneByOne, tree.roots(), null, 0);
	}

	private List<Row> rows(List<List<SpanNode>> groups, List<SpanNode> siblings, @Nullable SpanNode root, int depth) {
		Map<Integer, List<SpanNode>> alike = alike(siblings);
		Set<Integer> shown = new HashSet<>();
		List<Row> rows = new ArrayList<>();
		for (List<SpanNode> inOrder : groups) {
			List<SpanNode> group = longestFirst(inOrder);
			List<Row> members = new ArrayList<>();
			for (SpanNode node : group) {
				List<SpanNode> others = this.wayToBottleneck.contains(node) ? null : alike.get(node.likeness());
				if (others == null) {
					members.add(row(node, (root != null) ? root : node, depth));
				}
				else if (shown.add(node.likeness())) {
					Row row = row(others, (root != null) ? root : node);
					(group.containsAll(others) ? members : rows).add(row);
				}
			}
			boolean parallel = group.size() > 1 && !members.isEmpty()
					&& (members.size() > 1 || members.get(0).spans() > 1);
			if (parallel) {
				rows.add(new Row("[parallel]", Row.Cells.NONE, 0, 0, members));
			}
			else {
				rows.addAll(members);
			}
		}
		return rows;
	}

	// Which of them started first, says little.
	private static List<SpanNode> longestFirst(List<SpanNode> group) {
		List<SpanNode> sorted = new ArrayList<>(group);
		sorted.sort(Comparator.comparingLong(SpanNode::durationNanos).reversed());
		return sorted;
	}

	// Siblings that become one line, by what they have in common.
	private Map<Integer, List<SpanNode>> alike(List<SpanNode> siblings) {
		Map<Integer, List<SpanNode>> alike = new HashMap<>();
		for (SpanNode node : siblings) {
			if (!this.wayToBottleneck.contains(node)) {
				alike.computeIfAbsent(node.likeness(), (key) -> new ArrayList<>()).add(node);
			}
		}
		alike.values().removeIf((nodes) -> nodes.size() < ALIKE);
		return alike;
	}

	private Row row(SpanNode node, SpanNode root, int depth) {
		List<Row> children;
		if (depth < MAX_DEPTH) {
			children = rows(ParallelGroups.of(node.children()), node.children(), root, depth + 1);
		}
		else {
			int below = spansBelow(node);
			children = (below > 0) ? List.of(Row.more(below, this.glyphs)) : List.of();
		}
		FinishedSpan span = node.span();
		long weight = (span.error() || node.isBottleneck()) ? Long.MAX_VALUE : node.durationNanos();
		return new Row(name(span), cells(node, node.durationNanos(), node.durationNanos(), root, notes(node, root)), 1,
				weight, children);
	}

	private Row row(List<SpanNode> alike, SpanNode root) {
		long total = 0;
		long covered = 0;
		long shortest = Long.MAX_VALUE;
		long longest = 0;
		long cursor = Long.MIN_VALUE;
		int below = 0;
		for (SpanNode node : alike) {
			total += node.durationNanos();
			shortest = Math.min(shortest, node.durationNanos());
			longest = Math.max(longest, node.durationNanos());
			covered += Math.max(0, node.endNanos() - Math.max(cursor, node.startNanos()));
			cursor = Math.max(cursor, node.endNanos());
			below += spansBelow(node);
		}
		SpanNode first = alike.get(0);
		List<String> notes = new ArrayList<>();
		addFailure(first.span(), notes);
		notes.add("total, " + Durations.range(shortest, longest, this.glyphs.range()) + " each");
		if (below > 0) {
			notes.add(below + ((below != 1) ? " spans below" : " span below"));
		}
		long weight = first.span().error() ? Long.MAX_VALUE : total;
		return new Row(this.glyphs.times() + alike.size() + " " + name(first.span()),
				cells(first, total, covered, root, notes), alike.size() + below, weight, List.of());
	}

	private String name(FinishedSpan span) {
		return text(span.name(), NAME_WIDTH);
	}

	private String text(String text, int width) {
		return Columns.fit(text, width, this.glyphs.more());
	}

	private Row.Cells cells(SpanNode node, long duration, long covered, SpanNode root, List<String> notes) {
		FinishedSpan span = node.span();
		return new Row.Cells(Durations.text(duration), Durations.share(covered, root.durationNanos()),
				span.kind().name().toLowerCase(Locale.ROOT), text(span.service(), NAME_WIDTH / 2),
				String.join("  ", notes));
	}

	private List<String> notes(SpanNode node, SpanNode root) {
		List<String> notes = new ArrayList<>();
		FinishedSpan span = node.span();
		if (node.isBottleneck()) {
			notes.add(this.glyphs.arrow() + "bottleneck");
		}
		addFailure(span, notes);
		long self = node.selfNanos();
		if (!node.children().isEmpty() && self >= NOTABLE_SELF && self >= root.durationNanos() / 10) {
			notes.add("self " + Durations.text(self));
		}
		if (node.parent() == null && span.parentId() != null) {
			notes.add("(parent " + text(span.parentId(), 16) + " not seen here)");
		}
		notes.addAll(KeyAttributes.of(span.attributes(), this.glyphs.more()));
		return notes;
	}

	private void addFailure(FinishedSpan span, List<String> notes) {
		if (span.error()) {
			String type = (span.errorType() != null) ? span.errorType() : "error";
			notes.add(this.glyphs.failure() + text(type.substring(type.lastIndexOf('.') + 1), NAME_WIDTH));
		}
	}

	private static int spansBelow(SpanNode node) {
		List<SpanNode> below = new ArrayList<>(node.children());
		for (int i = 0; i < below.size(); i++) {
			below.addAll(below.get(i).children());
		}
		return below.size();
	}

}
