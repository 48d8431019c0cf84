/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * E-mail addresses.
 */
final class EmailScanner extends Scanner {

	private static final String LOCAL_PART = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+%";

	private static final int LONGEST_LOCAL_PART = 64;

	private static final int LONGEST_DOMAIN = 255;

	@Override
	String triggers() {
		return "@";
	}

	@Override
	String predecessors() {
		return LOCAL_PART;
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		int dot = -1;
		int i = at + 1;
		int last = Math.min(end, at + LONGEST_DOMAIN);
		while (i < last && (Scanner.isAlphanumeric(text.charAt(i)) || text.charAt(i) == '-'
				|| (text.charAt(i) == '.' && text.charAt(i - 1) != '.'))) {
			dot = (text.charAt(i) == '.' && i + 2 < last && Scanner.isAlphanumeric(text.charAt(i + 1))) ? i : dot;
			i++;
		}
		if (text.charAt(i - 1) == '.') {
			i--;
		}
		if (dot <= at + 1 || i - dot <= 2) {
			return NONE;
		}
		int start = at;
		while (start > 0 && at - start < LONGEST_LOCAL_PART && isLocalPart(text.charAt(start - 1))) {
			start--;
		}
		return Scanner.range(start, i);
	}

	private static boolean isLocalPart(char c) {
		return Scanner.isUrlSafe(c) || c == '.' || c == '+' || c == '%';
	}

}
