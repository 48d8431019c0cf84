/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the tree and the lines below it.
 */
final class Row {

	private final String label;

	private final Cells cells;

	private final int spans;

	private final long weight;

	private final List<Row> children;

	/**
	 * Creates a row.
	 * @param label what stands behind the lines of the tree
	 * @param cells what stands in the columns
	 * @param spans number of spans that the row stands for, without its children
	 * @param weight how much it matters; never less than its children
	 * @param children the rows below
	 */
	Row(String label, Cells cells, int spans, long weight, List<Row> children) {
		this.label = label;
		this.cells = cells;
		this.children = new ArrayList<>(children);
		int allSpans = spans;
		long greatest = weight;
		for (Row child : children) {
			allSpans += child.spans;
			greatest = Math.max(greatest, child.weight);
		}
		this.spans = allSpans;
		this.weight = greatest;
	}

	// The row that stands for spans which are not shown.
	static Row more(int spans, Glyphs glyphs) {
		return new Row(glyphs.more() + " " + spans + ((spans != 1) ? " more spans" : " more span"), Cells.NONE, spans,
				0, List.of());
	}

	String label() {
		return this.label;
	}

	Cells cells() {
		return this.cells;
	}

	int spans() {
		return this.spans;
	}

	long weight() {
		return this.weight;
	}

	List<Row> children() {
		return this.children;
	}

	/**
	 * What stands in the columns.
	 *
	 * @param duration how long it took
	 * @param share part of the root's duration
	 * @param kind kind of the span
	 * @param service name of the service
	 * @param notes what else is worth saying
	 */
	record Cells(String duration, String share, String kind, String service, String notes) {

		static final Cells NONE = new Cells("", "", "", "", "");

	}

}
