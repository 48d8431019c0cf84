/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

/**
 * Collects what a statement does and to what, from its words in their order: operations,
 * tables and procedures, as they are written. It knows just enough of the grammar to tell
 * a table from a column, and rather leaves one out.
 */
final class SqlSummary {

	static final int LONGEST_KEYWORD = 16;

	private final SqlTargets targets = new SqlTargets();

	private final SqlDepth depth = new SqlDepth();

	private String before = "";

	// Nothing of the statement has been read yet.
	private boolean begin = true;

	// A parenthesis has just been read.
	private boolean nested;

	private boolean definition;

	boolean expectsName() {
		return this.targets.expectsName();
	}

	void dropUnfinished() {
		this.targets.dropUnfinished();
	}

	void value() {
		this.targets.other();
		this.before = "";
	}

	void name(String name) {
		this.targets.name(name);
		this.before = "";
		this.nested = false;
	}

	void symbol(char c) {
		if (c == '.') {
			this.targets.dot();
			return;
		}
		if (c == '(') {
			this.targets.opens();
			this.depth.down();
		}
		else {
			this.targets.other();
		}
		if (c == ')') {
			this.depth.up();
		}
		else if (c == ',' && this.depth.isInSources()) {
			this.targets.expect(SqlTargets.Expected.SOURCE);
		}
		else if (c == ';') {
			this.depth.reset();
			this.begin = true;
			this.definition = false;
		}
		this.nested = c == '(' || c == ')';
		this.before = "";
	}

	void word(String word, String upper) {
		boolean begins = this.begin;
		boolean changes = begins || this.nested;
		this.begin = false;
		this.nested = false;
		if (this.targets.goesOn()) {
			this.targets.name(word);
		}
		else if (this.definition) {
			define(word, upper);
		}
		else if (!(begins && begins(word, upper)) && !(changes && changes(word, upper)) && !clause(word, upper)) {
			this.targets.word(word, upper);
		}
		this.before = upper;
	}

	private boolean begins(String word, String upper) {
		switch (upper) {
			case "REPLACE", "TRUNCATE" -> begin(word, SqlTargets.Expected.TARGET);
			case "CALL", "EXEC", "EXECUTE" -> begin(word, SqlTargets.Expected.PROCEDURE);
			case "CREATE", "ALTER", "DROP" -> {
				begin(word, SqlTargets.Expected.NOTHING);
				this.definition = true;
			}
			default -> {
				if (!SqlWords.isStatement(upper)) {
					return false;
				}
				begin(word, SqlTargets.Expected.NOTHING);
				this.begin = upper.equals("EXPLAIN");
			}
		}
		return true;
	}

	private boolean changes(String word, String upper) {
		switch (upper) {
			case "INSERT", "MERGE", "UPSERT" -> begin(word, SqlTargets.Expected.TARGET);
			case "UPDATE", "DELETE" -> {
				begin(word, SqlTargets.Expected.TARGET);
				this.depth.awaitSources();
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private void begin(String word, SqlTargets.Expected next) {
		this.targets.other();
		this.targets.operation(word);
		this.targets.expect(next);
	}

	private void define(String word, String upper) {
		if (SqlWords.isDefined(upper)) {
			this.definition = false;
			this.targets.extendOperation(word);
			this.targets.expect(SqlWords.isPerson(upper) ? SqlTargets.Expected.NOTHING : SqlTargets.Expected.TARGET);
		}
	}

	private boolean clause(String word, String upper) {
		switch (upper) {
			case "SELECT" -> {
				begin(word, SqlTargets.Expected.NOTHING);
				this.depth.awaitSources();
			}
			case "FROM" -> {
				if (this.targets.isExpecting(SqlTargets.Expected.TARGET)) {
					this.depth.beginSources();
					return true;
				}
				this.targets.other();
				if (!this.before.equals("DISTINCT") && this.depth.beginSources()) {
					this.targets.expect(SqlTargets.Expected.SOURCE);
				}
			}
			case "JOIN", "STRAIGHT_JOIN", "USING" -> {
				this.targets.other();
				this.targets.expect(SqlTargets.Expected.SOURCE);
			}
			default -> {
				if (!SqlWords.endsSources(upper)) {
					return false;
				}
				this.targets.other();
				this.depth.endSources();
			}
		}
		return true;
	}

	Sql of(String text) {
		this.targets.other();
		return this.targets.of(text);
	}

}
