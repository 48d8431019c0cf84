/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

/**
 * Comments, which databases take for different things.
 */
final class SqlComments {

	private static final int NOWHERE = -1;

	private SqlComments() {
	}

	static boolean begins(char c, char next, boolean standard) {
		return (c == '-' && next == '-') || (c == '/' && next == '*') || (c == '#' && !standard);
	}

	/**
	 * Finds the end of a comment. {@code #} begins one in MySQL and is an operator
	 * elsewhere; with {@code --} and no space it is the other way round.
	 * @param sql the statement
	 * @param start where the comment begins
	 * @param standard whether it is one of the SQL standard
	 * @return the index behind it; -1 if that depends on the database
	 */
	static int end(String sql, int start, boolean standard) {
		if (sql.charAt(start) == '/') {
			return endOfBlock(sql, start);
		}
		boolean spaced = start + 2 >= sql.length() || Character.isWhitespace(sql.charAt(start + 2));
		if (!standard && (sql.charAt(start) == '#' || !spaced)) {
			return NOWHERE;
		}
		int end = start;
		while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
			end++;
		}
		return end;
	}

	// They nest in some databases: what only looks like the end of the outer one is not
	// taken for it.
	private static int endOfBlock(String sql, int start) {
		int depth = 0;
		int i = start;
		while (i + 1 < sql.length()) {
			boolean opens = sql.startsWith("/*", i);
			boolean closes = sql.startsWith("*/", i);
			if (opens || closes) {
				depth += opens ? 1 : -1;
				i++;
			}
			i++;
			if (depth == 0) {
				return i;
			}
		}
		return NOWHERE;
	}

}
