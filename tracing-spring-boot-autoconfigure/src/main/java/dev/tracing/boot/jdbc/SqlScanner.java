/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.Locale;

import dev.tracing.boot.operation.Text;

/**
 * Reads a statement once from its beginning to its end, and writes it anew: without
 * comments, with single spaces, with {@code ?} for each literal. Where databases would
 * disagree on where a literal ends, the rest is left out: no part of a value may be taken
 * for anything else. Of a very long text only the beginning is read.
 */
final class SqlScanner {

	static final int MAX_LENGTH = 8192;

	private static final String CUT = "...";

	private final SqlCursor cursor;

	private final boolean standard;

	private final boolean truncated;

	private final StringBuilder text;

	private final SqlLists lists;

	private final SqlSummary summary = new SqlSummary();

	private String lastWord = "";

	/**
	 * Creates a scanner.
	 * @param sql the statement
	 * @param standard whether double quotes stand around names, and a backslash in a
	 * literal means itself
	 */
	SqlScanner(String sql, boolean standard) {
		String bounded = Text.cut(sql, MAX_LENGTH);
		this.cursor = new SqlCursor(bounded, standard);
		this.standard = standard;
		this.truncated = bounded.length() < sql.length();
		this.text = new StringBuilder(Math.min(bounded.length(), 256));
		this.lists = new SqlLists(this.text);
	}

	Sql scan() {
		while (!this.cursor.isAtEnd()) {
			step(this.cursor.at(0));
		}
		if (this.truncated) {
			this.summary.dropUnfinished();
			stop();
		}
		int end = this.text.length();
		if (end > 0 && this.text.charAt(end - 1) == ' ') {
			this.text.setLength(end - 1);
		}
		return this.summary.of(this.text.toString());
	}

	private void step(char c) {
		if (Character.isWhitespace(c)) {
			space();
			this.cursor.moveBy(1);
		}
		else if (c == '\'') {
			value(this.cursor.endOfQuoted(c, false, this.lastWord.equals("ESCAPE")));
		}
		else if (c == '"' || c == '`' || (c == '[' && this.summary.expectsName())) {
			name(c);
		}
		else if (this.cursor.isAtNumber()) {
			value(this.cursor.endOfNumber());
		}
		else if (SqlCursor.isWordStart(c)) {
			word();
		}
		else if (c == '$' && !Character.isDigit(this.cursor.at(1))) {
			value(this.cursor.endOfDollarQuoted());
		}
		else if (this.cursor.isAtComment()) {
			comment();
		}
		else {
			symbol(c);
		}
	}

	private void space() {
		if (!this.text.isEmpty() && this.text.charAt(this.text.length() - 1) != ' ') {
			this.text.append(' ');
		}
	}

	private void comment() {
		int end = this.cursor.endOfComment();
		if (end < 0) {
			stop();
			return;
		}
		space();
		this.cursor.moveTo(end);
	}

	private void symbol(char c) {
		this.cursor.moveBy(1);
		if (c == '?') {
			this.lists.value();
		}
		else {
			this.text.append(c);
			this.lists.symbol(c, this.lastWord);
		}
		this.summary.symbol(c);
		this.lastWord = "";
	}

	private void value(int end) {
		this.lists.value();
		this.summary.value();
		this.lastWord = "";
		if (end < 0) {
			stop();
		}
		else {
			this.cursor.moveTo(end);
		}
	}

	private void word() {
		String word = this.cursor.word();
		String upper = (word.length() <= SqlSummary.LONGEST_KEYWORD) ? word.toUpperCase(Locale.ROOT) : "";
		if (upper.equals("TRUE") || upper.equals("FALSE")) {
			value(this.cursor.position());
			return;
		}
		// Oracle takes a password without quotes, or with those of a name.
		boolean password = this.lastWord.equals("IDENTIFIED") && !upper.equals("AND");
		this.text.append(word);
		this.summary.word(word, upper);
		this.lastWord = upper;
		if (password) {
			space();
			stop();
		}
		else if (this.cursor.at(0) == '\'') {
			prefixed(upper);
		}
	}

	private void prefixed(String prefix) {
		if (prefix.equals("Q") || prefix.equals("NQ")) {
			value(this.cursor.endOfAlternativeQuoted());
		}
		else {
			boolean escapes = this.standard && prefix.equals("E");
			value(this.cursor.endOfQuoted('\'', escapes, prefix.equals("ESCAPE")));
		}
	}

	private void name(char opening) {
		int end = this.cursor.endOfQuoted((opening == '[') ? ']' : opening, false, false);
		String quoted = (end >= 0 && isName(opening, end)) ? this.cursor.textTo(end) : "'";
		if (quoted.indexOf('\'') >= 0) {
			value(end);
			return;
		}
		this.text.append(quoted);
		this.summary.name(quoted);
		this.lastWord = "";
		this.cursor.moveTo(end);
	}

	// Some databases put values into double quotes, but never where a table is expected
	// or beside a dot.
	private boolean isName(char opening, int end) {
		return opening != '"' || this.standard || this.summary.expectsName() || this.cursor.isDotAt(end)
				|| (!this.text.isEmpty() && this.text.charAt(this.text.length() - 1) == '.');
	}

	private void stop() {
		if (this.text.lastIndexOf(CUT) < 0) {
			this.text.append(CUT);
		}
		this.cursor.moveToEnd();
	}

}
