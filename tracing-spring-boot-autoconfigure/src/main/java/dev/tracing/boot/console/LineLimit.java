/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the lines that matter most: errors, the bottleneck, then the longest spans,
 * always with the lines above them. What is left out is counted where it would stand.
 */
final class LineLimit {

	private LineLimit() {
	}

	static List<Row> apply(List<Row> roots, int maxLines, Glyphs glyphs) {
		List<Row> all = new ArrayList<>();
		collect(roots, all);
		if (all.size() <= maxLines) {
			return roots;
		}
		// Stable: of equal weight, the row above comes first.
		all.sort(Comparator.comparingLong(Row::weight).reversed());
		int room = maxLines;
		Set<Row> kept = new HashSet<>(all.subList(0, room));
		int lines = lines(roots, kept);
		while (lines > maxLines && room > 1) {
			room = Math.max(1, room - Math.max(1, (lines - maxLines) / 2));
			kept = new HashSet<>(all.subList(0, room));
			lines = lines(roots, kept);
		}
		List<Row> pruned = new ArrayList<>(roots);
		prune(pruned, kept, glyphs);
		return pruned;
	}

	private static void collect(List<Row> rows, List<Row> all) {
		for (Row row : rows) {
			all.add(row);
			collect(row.children(), all);
		}
	}

	private static int lines(List<Row> rows, Set<Row> kept) {
		int lines = 0;
		boolean more = false;
		for (Row row : rows) {
			if (kept.contains(row)) {
				lines += 1 + lines(row.children(), kept);
			}
			else {
				more = true;
			}
		}
		return more ? lines + 1 : lines;
	}

	private static void prune(List<Row> rows, Set<Row> kept, Glyphs glyphs) {
		int hidden = 0;
		List<Row> all = new ArrayList<>(rows);
		rows.clear();
		for (Row row : all) {
			if (kept.contains(row)) {
				prune(row.children(), kept, glyphs);
				rows.add(row);
			}
			else {
				hidden += row.spans();
			}
		}
		if (hidden > 0) {
			rows.add(Row.more(hidden, glyphs));
		}
	}

}
