/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import org.springframework.util.ConcurrentLruCache;

/**
 * Reads statements, and remembers those that it has read lately.
 */
final class SqlTexts {

	static final int MAX_REMEMBERED = 512;

	// What is longer is read each time: it is hardly the text that comes back often.
	static final int MAX_REMEMBERED_LENGTH = 4096;

	private final ConcurrentLruCache<String, Sql> standard = new ConcurrentLruCache<>(MAX_REMEMBERED,
			(sql) -> new SqlScanner(sql, true).scan());

	private final ConcurrentLruCache<String, Sql> other = new ConcurrentLruCache<>(MAX_REMEMBERED,
			(sql) -> new SqlScanner(sql, false).scan());

	/**
	 * Reads a statement.
	 * @param sql its text
	 * @param standardQuotes whether double quotes stand around names and a backslash in a
	 * literal means itself
	 * @return what may be told of it
	 */
	Sql read(String sql, boolean standardQuotes) {
		if (sql.length() > MAX_REMEMBERED_LENGTH) {
			return new SqlScanner(sql, standardQuotes).scan();
		}
		return (standardQuotes ? this.standard : this.other).get(sql);
	}

	int remembered() {
		return this.standard.size() + this.other.size();
	}

}
