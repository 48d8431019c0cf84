/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Operations and their targets, as they are found.
 */
final class SqlTargets {

	private static final int MAX_LENGTH = 255;

	private final StringBuilder summary = new StringBuilder();

	private final StringBuilder name = new StringBuilder();

	private Expected expected = Expected.NOTHING;

	private boolean dotted;

	private boolean complete = true;

	private int operations;

	private int targets;

	private @Nullable String operation;

	private @Nullable String target;

	private boolean procedure;

	boolean expectsName() {
		return this.expected != Expected.NOTHING && (this.name.isEmpty() || this.dotted);
	}

	boolean isExpecting(Expected what) {
		return this.expected == what && this.name.isEmpty();
	}

	/**
	 * Whether a name has begun whose next part follows its dot.
	 * @return whether the next word is a part of it
	 */
	boolean goesOn() {
		return this.dotted && !this.name.isEmpty();
	}

	void expect(Expected what) {
		this.expected = what;
	}

	void dropUnfinished() {
		this.name.setLength(0);
	}

	void dot() {
		if (!this.name.isEmpty()) {
			this.name.append('.');
			this.dotted = true;
		}
	}

	void word(String word, String upper) {
		if (this.expected == Expected.NOTHING || !this.name.isEmpty()) {
			other();
		}
		else if (!SqlWords.isModifier(upper)) {
			name(word);
		}
	}

	void name(String part) {
		if (expectsName()) {
			this.name.append(part);
			this.dotted = false;
		}
		else {
			other();
		}
	}

	/**
	 * A parenthesis opens: behind the name of a source it makes a function of it.
	 */
	void opens() {
		if (this.expected == Expected.SOURCE) {
			this.name.setLength(0);
		}
		other();
	}

	/**
	 * Something that belongs to no name: the one that was read is complete.
	 */
	void other() {
		if (!this.name.isEmpty()) {
			this.targets++;
			this.target = this.name.toString();
			this.procedure = this.expected == Expected.PROCEDURE;
			append(this.target);
			this.name.setLength(0);
		}
		this.expected = Expected.NOTHING;
		this.dotted = false;
	}

	void operation(String word) {
		this.operations++;
		this.operation = word;
		append(word);
	}

	void extendOperation(String word) {
		this.operation = this.operation + " " + word;
		append(word);
	}

	private void append(String part) {
		int separator = this.summary.isEmpty() ? 0 : 1;
		if (this.summary.length() + separator + part.length() > MAX_LENGTH) {
			this.complete = false;
		}
		else if (this.complete || this.summary.isEmpty()) {
			this.summary.append((separator == 0) ? "" : " ").append(part);
		}
	}

	Sql of(String text) {
		boolean one = this.operations == 1 && this.targets == 1;
		return new Sql(text, this.summary.isEmpty() ? null : this.summary.toString(),
				(this.operations == 1) ? this.operation : null, (one && !this.procedure) ? this.target : null,
				(one && this.procedure) ? this.target : null);
	}

	/**
	 * What the next name would be.
	 */
	enum Expected {

		/**
		 * Nothing that counts.
		 */
		NOTHING,

		/**
		 * What is written to or defined.
		 */
		TARGET,

		/**
		 * What is read.
		 */
		SOURCE,

		/**
		 * What is called.
		 */
		PROCEDURE

	}

}
