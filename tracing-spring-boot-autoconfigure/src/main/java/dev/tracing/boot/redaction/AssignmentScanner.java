/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Arrays;

/**
 * Values beside a name that says they are secret, as in queries, in JSON and in what
 * objects say of themselves: {@code password=...}, {@code "token":"..."}, and the header
 * {@code Cookie: ...}.
 */
final class AssignmentScanner extends Scanner {

	private static final String[] NAMES = { "password", "passwd", "pwd", "passphrase", "passcode", "secret", "token",
			"authorization", "credential", "credentials", "sessionid", "session_id", "phpsessid", "cvv", "cvc" };

	private static final int SHORTEST_NAME = 3;

	private static final int ENDINGS = 256;

	private static final String KEY = "key";

	private static final String[] KEYS = { "api", "access", "private", "secret", "account", "signing" };

	private static final String COOKIE = "cookie";

	private static final int LONGEST_COOKIE_NAME = 64;

	private static final String VALUE_ENDS = "&,;)]}<>\"'|";

	// Values that are none.
	private static final String[] PLACEHOLDERS = { Replacements.MASK, "?", "null", "true", "false", "%s", "{}" };

	private final String[][] byEnding = new String[ENDINGS][0];

	AssignmentScanner() {
		for (String name : NAMES) {
			int ending = ending(name, name.length());
			this.byEnding[ending] = Arrays.stream(NAMES)
				.filter((other) -> ending(other, other.length()) == ending)
				.toArray(String[]::new);
		}
	}

	// A number for the last two letters.
	private static int ending(String text, int end) {
		return ((text.charAt(end - 2) | 0x20) * 31 + (text.charAt(end - 1) | 0x20)) & (ENDINGS - 1);
	}

	@Override
	String triggers() {
		return "=:";
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		int nameEnd = at;
		boolean quoted = at > 1 && text.charAt(at - 1) == '"';
		if (quoted) {
			nameEnd -= (text.charAt(at - 2) == '\\') ? 2 : 1;
		}
		boolean colon = text.charAt(at) == ':';
		if (colon && !quoted) {
			return endsWith(text, nameEnd, COOKIE) ? cookie(text, at, end) : NONE;
		}
		if (!isSecret(text, nameEnd)) {
			return NONE;
		}
		int start = at + 1;
		while (start < end && start < at + 4 && text.charAt(start) == ' ' && colon) {
			start++;
		}
		return value(text, start, end);
	}

	private boolean isSecret(String text, int nameEnd) {
		if (nameEnd < SHORTEST_NAME) {
			return false;
		}
		if (endsWith(text, nameEnd, KEY)) {
			return isSecretKey(text, nameEnd - KEY.length());
		}
		for (String name : this.byEnding[ending(text, nameEnd)]) {
			if (endsWith(text, nameEnd, name)) {
				return true;
			}
		}
		return false;
	}

	// apiKey, api_key, api-key, api.key.
	private static boolean isSecretKey(String text, int end) {
		boolean separated = end > 0 && !Scanner.isAlphanumeric(text.charAt(end - 1));
		for (String kind : KEYS) {
			if (endsWith(text, separated ? end - 1 : end, kind)) {
				return true;
			}
		}
		return false;
	}

	private static boolean endsWith(String text, int nameEnd, String name) {
		int start = nameEnd - name.length();
		return start >= 0 && (text.charAt(start) | 0x20) == name.charAt(0)
				&& text.regionMatches(true, start, name, 0, name.length());
	}

	private static long value(String text, int start, int end) {
		if (start >= end) {
			return NONE;
		}
		int first = (text.charAt(start) == '\\') ? start + 1 : start;
		if (first < end && (text.charAt(first) == '"' || text.charAt(first) == '\'')) {
			return quotedValue(text, first, end);
		}
		int i = start;
		while (i < end && text.charAt(i) > ' ' && VALUE_ENDS.indexOf(text.charAt(i)) < 0) {
			i++;
		}
		return (i > start && !isPlaceholder(text, start, i)) ? Scanner.range(start, i) : NONE;
	}

	private static long quotedValue(String text, int quote, int end) {
		char mark = text.charAt(quote);
		int i = quote + 1;
		while (i < end && text.charAt(i) != mark) {
			i++;
		}
		return (i > quote + 1 && !isPlaceholder(text, quote + 1, i)) ? Scanner.range(quote + 1, i) : NONE;
	}

	private static boolean isPlaceholder(String text, int start, int end) {
		for (String placeholder : PLACEHOLDERS) {
			if (placeholder.length() == end - start && text.startsWith(placeholder, start)) {
				return true;
			}
		}
		return isParameter(text, start, end);
	}

	// :name and $1 of a query, and ****.
	private static boolean isParameter(String text, int start, int end) {
		char first = text.charAt(start);
		if (first != ':' && first != '$' && first != '*') {
			return false;
		}
		for (int i = start + 1; i < end; i++) {
			char c = text.charAt(i);
			boolean part = switch (first) {
				case ':' -> Scanner.isAlphanumeric(c) || c == '_';
				case '$' -> Scanner.isDigit(c);
				default -> c == '*';
			};
			if (!part) {
				return false;
			}
		}
		return true;
	}

	// To the end of the line: a header has many values.
	private static long cookie(String text, int at, int end) {
		int start = at + 1;
		while (start < end && start < at + 4 && text.charAt(start) == ' ') {
			start++;
		}
		int equals = start;
		while (equals < end && equals < start + LONGEST_COOKIE_NAME && isCookieName(text.charAt(equals))) {
			equals++;
		}
		if (equals == start || equals >= end || text.charAt(equals) != '=') {
			return NONE;
		}
		int i = equals;
		while (i < end && text.charAt(i) != '\n' && text.charAt(i) != '\r' && text.charAt(i) != '"') {
			i++;
		}
		return Scanner.range(start, i);
	}

	private static boolean isCookieName(char c) {
		return Scanner.isUrlSafe(c) || c == '.' || c == '$';
	}

}
