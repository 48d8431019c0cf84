/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

/**
 * A place in a statement, and where what begins there ends: the index behind it, or -1 if
 * that is nowhere or depends on the database.
 */
final class SqlCursor {

	private static final int NOWHERE = -1;

	private final String sql;

	private final boolean standard;

	private int position;

	SqlCursor(String sql, boolean standard) {
		this.sql = sql;
		this.standard = standard;
	}

	boolean isAtEnd() {
		return this.position >= this.sql.length();
	}

	int position() {
		return this.position;
	}

	char at(int offset) {
		return charAt(this.position + offset);
	}

	boolean isDotAt(int index) {
		return charAt(index) == '.';
	}

	private char charAt(int index) {
		return (index < this.sql.length()) ? this.sql.charAt(index) : 0;
	}

	void moveBy(int count) {
		this.position += count;
	}

	void moveTo(int index) {
		this.position = index;
	}

	void moveToEnd() {
		this.position = this.sql.length();
	}

	String textTo(int end) {
		return this.sql.substring(this.position, end);
	}

	/**
	 * Reads a word and moves behind it.
	 * @return the word
	 */
	String word() {
		int end = this.position;
		while (isWordPart(charAt(end))) {
			end++;
		}
		String word = textTo(end);
		this.position = end;
		return word;
	}

	static boolean isWordStart(char c) {
		return Character.isLetter(c) || c == '_' || c >= 0x80;
	}

	private boolean isWordPart(char c) {
		return isWordStart(c) || Character.isDigit(c) || c == '$' || (c == '#' && this.standard);
	}

	boolean isAtNumber() {
		return Character.isDigit(at(0)) || (at(0) == '.' && Character.isDigit(at(1)));
	}

	int endOfNumber() {
		int end = this.position;
		char last = 0;
		char c = at(0);
		while (isWordPart(c) || c == '.' || isSignOfExponent(last, c, charAt(end + 1))) {
			last = c;
			end++;
			c = charAt(end);
		}
		return end;
	}

	private static boolean isSignOfExponent(char last, char c, char next) {
		return (last == 'e' || last == 'E') && (c == '+' || c == '-') && Character.isDigit(next);
	}

	/**
	 * Finds the end of what is quoted; two quotes in it stand for one.
	 * @param quote the closing quote
	 * @param escapes whether a backslash escapes what follows it, for certain
	 * @param afterEscape whether this is the character of an ESCAPE clause, which may be
	 * a backslash
	 * @return the index behind the closing quote; -1 if there is none, or if databases
	 * disagree on which one it is
	 */
	int endOfQuoted(char quote, boolean escapes, boolean afterEscape) {
		boolean escaped = false;
		for (int i = this.position + 1; i < this.sql.length(); i++) {
			char c = this.sql.charAt(i);
			if (c == '\\') {
				escaped = !escaped && (escapes || !this.standard);
				continue;
			}
			if (c == quote && escaped && !escapes) {
				return (afterEscape && i == this.position + 2) ? i + 1 : NOWHERE;
			}
			if (c == quote && !escaped) {
				if (charAt(i + 1) != quote) {
					return i + 1;
				}
				i++;
			}
			escaped = false;
		}
		return NOWHERE;
	}

	/**
	 * Finds the end of Oracle's {@code q'[...]'}, the cursor being at its first quote.
	 * @return the index behind it
	 */
	int endOfAlternativeQuoted() {
		char closing = switch (at(1)) {
			case '[' -> ']';
			case '(' -> ')';
			case '{' -> '}';
			case '<' -> '>';
			default -> at(1);
		};
		int end = this.standard ? this.sql.indexOf(closing + "'", this.position + 2) : NOWHERE;
		return (end < 0) ? NOWHERE : end + 2;
	}

	/**
	 * Finds the end of PostgreSQL's {@code $tag$...$tag$}.
	 * @return the index behind it
	 */
	int endOfDollarQuoted() {
		int tagEnd = this.position + 1;
		while (isWordPart(charAt(tagEnd)) && charAt(tagEnd) != '$') {
			tagEnd++;
		}
		if (charAt(tagEnd) != '$' || !this.standard) {
			return NOWHERE;
		}
		String tag = textTo(tagEnd + 1);
		int end = this.sql.indexOf(tag, tagEnd + 1);
		return (end < 0) ? NOWHERE : end + tag.length();
	}

	/**
	 * Finds the end of a comment.
	 * @return the index behind it
	 */
	int endOfComment() {
		return SqlComments.end(this.sql, this.position, this.standard);
	}

	boolean isAtComment() {
		return SqlComments.begins(at(0), at(1), this.standard);
	}

}
