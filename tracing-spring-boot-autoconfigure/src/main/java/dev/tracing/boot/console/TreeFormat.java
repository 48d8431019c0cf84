/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.tracing.boot.analysis.TraceTree;

/**
 * A trace as a block of lines: what it is as a whole, then its spans as a tree with
 * columns.
 */
final class TreeFormat implements Function<FinishedTrace, String> {

	private static final int MAX_WIDTH = 180;

	private final Glyphs glyphs;

	private final int maxLines;

	TreeFormat(Glyphs glyphs, int maxLines) {
		this.glyphs = glyphs;
		this.maxLines = maxLines;
	}

	@Override
	public String apply(FinishedTrace trace) {
		TraceTree tree = TraceTree.of(trace.spans());
		List<Line> lines = new ArrayList<>();
		draw(LineLimit.apply(TreeLayout.rows(tree, this.glyphs), this.maxLines, this.glyphs), lines);
		StringBuilder block = new StringBuilder(header(trace, tree)).append('\n');
		Widths widths = Widths.of(lines);
		for (Line line : lines) {
			block.append(Columns.cut(widths.align(line), MAX_WIDTH, this.glyphs.more())).append('\n');
		}
		return block.toString();
	}

	private String header(FinishedTrace trace, TraceTree tree) {
		List<String> parts = new ArrayList<>();
		parts.add(this.glyphs.rule() + "trace " + trace.traceId());
		parts.add(Durations.text(tree.durationNanos()));
		parts.add(count(trace.spans().size() + trace.notKept(), "span"));
		parts.add(count(tree.services().size(), "service"));
		if (trace.continued()) {
			parts.add("continued");
		}
		if (trace.isIncomplete()) {
			parts.add("incomplete: " + String.join(", ", reasons(trace)));
		}
		return String.join(this.glyphs.separator(), parts);
	}

	private static List<String> reasons(FinishedTrace trace) {
		List<String> reasons = new ArrayList<>();
		if (trace.open() > 0) {
			reasons.add(count(trace.open(), "span") + " still open");
		}
		if (trace.missing() > 0) {
			reasons.add(count(trace.missing(), "span") + " filtered or dropped");
		}
		if (trace.notKept() > 0) {
			reasons.add(count(trace.notKept(), "span") + " not kept (tracing.console-tree.max-spans)");
		}
		return reasons;
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number != 1) ? "s" : "");
	}

	private void draw(List<Row> roots, List<Line> lines) {
		for (Row root : roots) {
			lines.add(new Line(root.label(), root.cells()));
			draw(root.children(), "", lines);
		}
	}

	private void draw(List<Row> rows, String trunk, List<Line> lines) {
		for (int i = 0; i < rows.size(); i++) {
			Row row = rows.get(i);
			boolean last = i == rows.size() - 1;
			lines.add(new Line(trunk + (last ? this.glyphs.lastBranch() : this.glyphs.branch()) + row.label(),
					row.cells()));
			draw(row.children(), trunk + (last ? "   " : this.glyphs.trunk()), lines);
		}
	}

	private record Line(String label, Row.Cells cells) {
	}

	/**
	 * Widths of the columns.
	 */
	private record Widths(int label, int duration, int share, int kind, int service) {

		static Widths of(List<Line> lines) {
			int label = 0;
			int duration = 0;
			int share = 0;
			int kind = 0;
			int service = 0;
			for (Line line : lines) {
				Row.Cells cells = line.cells();
				label = Math.max(label, Columns.width(line.label()));
				duration = Math.max(duration, cells.duration().length());
				share = Math.max(share, cells.share().length());
				kind = Math.max(kind, cells.kind().length());
				service = Math.max(service, Columns.width(cells.service()));
			}
			return new Widths(label, duration, share, kind, service);
		}

		String align(Line line) {
			Row.Cells cells = line.cells();
			String text = Columns.left(line.label(), this.label) + "  " + Columns.right(cells.duration(), this.duration)
					+ "  " + Columns.right(cells.share(), this.share) + "  " + Columns.left(cells.kind(), this.kind)
					+ "  " + Columns.left(cells.service(), this.service) + "  " + cells.notes();
			return text.stripTrailing();
		}

	}

}
