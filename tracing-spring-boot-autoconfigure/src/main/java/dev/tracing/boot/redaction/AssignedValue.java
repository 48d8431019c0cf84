/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Locale;
import java.util.Set;

/**
 * How far a value goes that stands beside a secret name: rather too far than not far
 * enough.
 */
final class AssignedValue {

	private static final String ENDS_OF_NAMES = "=:";

	private static final String ENDS = "&,;)]}<>\"'|";

	// Values that are none.
	private static final String[] PLACEHOLDERS = { Replacements.MASK, "?", "null", "true", "false", "%s", "{}", "[]" };

	// Authentication schemes of one value.
	private static final Set<String> SCHEMES = Set.of("basic", "bearer", "dpop", "negotiate", "ntlm", "token", "apikey",
			"sharedkey");

	// And those of many.
	private static final Set<String> SCHEMES_WITH_PARAMETERS = Set.of("digest", "oauth", "hawk", "hoba", "vapid",
			"signature", "aws4-hmac-sha256", "scram-sha-1", "scram-sha-256", "mutual");

	private static final int LONGEST_SCHEME = 16;

	private AssignedValue() {
	}

	/**
	 * Finds the value.
	 * @param text the text
	 * @param start index of its first character
	 * @param end index after the last character to look at
	 * @return a {@link Scanner#range(int, int)}, or {@link Scanner#NONE} if there is none
	 * or only a placeholder
	 */
	static long range(String text, int start, int end) {
		int valueStart = isQuoted(text, start, end) ? afterQuote(text, start) : start;
		int valueEnd = (valueStart > start) ? endOfQuoted(text, start, end) : endOfWord(text, start, end);
		if (valueEnd == valueStart || isPlaceholder(text, valueStart, valueEnd)) {
			return Scanner.NONE;
		}
		if (valueStart == start) {
			valueEnd = Math.max(PemScanner.end(text, start, end), endOfCredentials(text, start, valueEnd, end));
		}
		return Scanner.range(valueStart, throughQuotes(text, valueEnd, end));
	}

	// A quote that opens behind an equals sign or a colon begins another value, which is
	// a part of this one.
	private static int throughQuotes(String text, int valueEnd, int end) {
		int i = valueEnd;
		while (isQuoted(text, i, end) && ENDS_OF_NAMES.indexOf(text.charAt(i - 1)) >= 0 && opens(text, i, end)) {
			i = endOfQuoted(text, i, end);
		}
		return i;
	}

	// Behind one that closes there is nothing, or what ends a value.
	static boolean opens(String text, int quote, int end) {
		int next = afterQuote(text, quote);
		return next < end && text.charAt(next) > ' ' && text.charAt(next) != '\\'
				&& ENDS.indexOf(text.charAt(next)) < 0;
	}

	static boolean isQuoted(String text, int start, int end) {
		int first = (start < end && text.charAt(start) == '\\') ? start + 1 : start;
		return first < end && isQuote(text.charAt(first));
	}

	static boolean isQuote(char c) {
		return c == '"' || c == '\'';
	}

	private static int afterQuote(String text, int start) {
		return (text.charAt(start) == '\\') ? start + 2 : start + 1;
	}

	// A quote within text that is quoted itself stands behind a backslash, and one within
	// that behind three. In SQL it stands twice.
	private static int endOfQuoted(String text, int start, int end) {
		boolean nested = text.charAt(start) == '\\';
		int i = afterQuote(text, start);
		char mark = text.charAt(i - 1);
		int backslashes = 0;
		while (i < end) {
			char c = text.charAt(i);
			if (c == mark && (nested ? backslashes % 4 == 1 : backslashes % 2 == 0)) {
				if (nested || i + 1 >= end || text.charAt(i + 1) != mark) {
					return nested ? i - 1 : i;
				}
				i++;
			}
			backslashes = (c == '\\') ? backslashes + 1 : 0;
			i++;
		}
		return end;
	}

	// "[a, b]" and "{bcrypt}..." are one.
	private static int endOfWord(String text, int start, int end) {
		int i = start;
		if (i < end && (text.charAt(i) == '[' || text.charAt(i) == '{')) {
			i = endOfBrackets(text, start, end);
		}
		while (i < end && text.charAt(i) > ' ' && ENDS.indexOf(text.charAt(i)) < 0) {
			i++;
		}
		return i;
	}

	private static int endOfBrackets(String text, int start, int end) {
		int open = 0;
		boolean quoted = false;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			quoted ^= c == '"' && text.charAt(i - 1) != '\\';
			if (!quoted && (c == '[' || c == '{')) {
				open++;
			}
			else if (!quoted && (c == ']' || c == '}') && --open == 0) {
				return i + 1;
			}
		}
		return end;
	}

	// "Bearer x" is one value.
	private static int endOfCredentials(String text, int start, int wordEnd, int end) {
		int next = wordEnd;
		while (next < end && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
			next++;
		}
		if (next == wordEnd || wordEnd - start > LONGEST_SCHEME) {
			return wordEnd;
		}
		String scheme = text.substring(start, wordEnd).toLowerCase(Locale.ROOT);
		if (SCHEMES.contains(scheme)) {
			return endOfWord(text, next, end);
		}
		return SCHEMES_WITH_PARAMETERS.contains(scheme) ? endOfLine(text, wordEnd, end) : wordEnd;
	}

	private static int endOfLine(String text, int start, int end) {
		int i = start;
		while (i < end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
			i++;
		}
		return i;
	}

	private static boolean isPlaceholder(String text, int start, int end) {
		char first = text.charAt(start);
		for (String placeholder : PLACEHOLDERS) {
			if (first == placeholder.charAt(0) && placeholder.length() == end - start
					&& text.startsWith(placeholder, start)) {
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

}
