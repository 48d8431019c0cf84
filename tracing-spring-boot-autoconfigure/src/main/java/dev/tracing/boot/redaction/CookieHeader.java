/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * How far the cookies of a header go: to the end of the line, or of the text in quotes
 * that the header is a part of.
 */
final class CookieHeader {

	private static final int LONGEST_COOKIE_NAME = 64;

	private CookieHeader() {
	}

	/**
	 * Finds the cookies.
	 * @param text the text
	 * @param start index of the first character behind the colon and spaces
	 * @param end index after the last character to look at
	 * @return a {@link Scanner#range(int, int)}, or {@link Scanner#NONE} if no cookie
	 * follows
	 */
	static long range(String text, int start, int end) {
		int equals = start;
		while (equals < end && equals < start + LONGEST_COOKIE_NAME && isCookieName(text.charAt(equals))) {
			equals++;
		}
		if (equals == start || equals >= end || text.charAt(equals) != '=') {
			return Scanner.NONE;
		}
		boolean within = false;
		int i = equals;
		while (i < end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
			if (text.charAt(i) == '"') {
				if (!within && !opens(text, i, end)) {
					break;
				}
				within = !within;
			}
			i++;
		}
		return Scanner.range(start, i);
	}

	// A cookie's value may stand in quotes, and an equals sign at the end of one.
	private static boolean opens(String text, int quote, int end) {
		int before = (text.charAt(quote - 1) == '\\') ? quote - 2 : quote - 1;
		boolean empty = quote + 1 < end && text.charAt(quote + 1) == '"';
		return text.charAt(before) == '=' && (empty || AssignedValue.opens(text, quote, end));
	}

	private static boolean isCookieName(char c) {
		return Scanner.isUrlSafe(c) || c == '.' || c == '$';
	}

}
