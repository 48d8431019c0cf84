/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

/**
 * Writes values, and of a list behind IN only the first: its length says nothing about
 * the statement.
 */
final class SqlLists {

	private final StringBuilder text;

	private boolean inList;

	SqlLists(StringBuilder text) {
		this.text = text;
	}

	void symbol(char c, String lastWord) {
		if (c == '(') {
			this.inList = lastWord.equals("IN");
		}
		else if (c != ',') {
			this.inList = false;
		}
	}

	void value() {
		int end = this.text.length();
		int comma = (end > 0 && this.text.charAt(end - 1) == ' ') ? end - 2 : end - 1;
		if (this.inList && comma > 0 && this.text.charAt(comma) == ',') {
			int before = (this.text.charAt(comma - 1) == ' ') ? comma - 2 : comma - 1;
			if (this.text.charAt(before) == '?') {
				this.text.setLength(before + 1);
				return;
			}
		}
		this.text.append('?');
	}

}
