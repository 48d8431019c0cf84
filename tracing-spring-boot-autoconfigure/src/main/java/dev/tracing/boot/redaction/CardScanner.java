/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Payment card numbers: an issuer's prefix with a length that it issues, and a valid
 * check digit; in one piece or in groups as they are printed.
 */
final class CardScanner extends Scanner {

	private static final int SHORTEST = 13;

	private static final int LONGEST = 19;

	private static final int LONGEST_GROUP = 6;

	// Of four digits, with separators between them.
	private static final int FIVE_GROUPS = 24;

	private static final int[] TWICE = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };

	@Override
	String triggers() {
		return "23456";
	}

	@Override
	String seconds() {
		return "0123456789";
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	// The longest number that ends where digits end: an expiry date may follow. Keeps
	// two sums, one for each of the two digits that may turn out to be the last one.
	@Override
	long match(String text, int at, int end) {
		char separator = separator(text, at, end);
		if (separator != 0 && at + FIVE_GROUPS <= end && isLongList(text, at, separator)) {
			return NONE;
		}
		int digits = 0;
		int group = 0;
		int sum = 0;
		int doubled = 0;
		long found = NONE;
		for (int i = at; i <= end; i++) {
			char c = (i < end) ? text.charAt(i) : 0;
			if (Scanner.isDigit(c)) {
				int before = sum;
				sum = doubled + c - '0';
				doubled = before + TWICE[c - '0'];
				group++;
				if (++digits > LONGEST) {
					return found;
				}
				continue;
			}
			if (digits >= SHORTEST && sum % 10 == 0 && isEnd(text, i, end) && isIssued(prefix(text, at), digits)) {
				found = Scanner.range(at, i);
			}
			if (c != separator || c == 0 || group == 0 || group > LONGEST_GROUP || digits < 4) {
				break;
			}
			group = 0;
		}
		return (found != NONE && isFraction(text, at)) ? NONE : found;
	}

	// Groups of four, more than a number has, of which the first four are none. The loop
	// would find the same, in twice the time.
	private static boolean isLongList(String text, int at, char separator) {
		int sum = 0;
		for (int group = at; group < at + FIVE_GROUPS - 5; group += 5) {
			int a = text.charAt(group) - '0';
			int b = text.charAt(group + 1) - '0';
			int c = text.charAt(group + 2) - '0';
			int d = text.charAt(group + 3) - '0';
			if ((a | b | c | d) < 0 || a > 9 || b > 9 || c > 9 || d > 9 || text.charAt(group + 4) != separator) {
				return false;
			}
			sum += TWICE[a] + b + TWICE[c] + d;
		}
		int last = at + FIVE_GROUPS - 4;
		return sum % 10 != 0 && Scanner.isDigit(text.charAt(last)) && Scanner.isDigit(text.charAt(last + 1))
				&& Scanner.isDigit(text.charAt(last + 2)) && Scanner.isDigit(text.charAt(last + 3));
	}

	// Groups begin with one of four digits.
	private static char separator(String text, int at, int end) {
		char c = (at + 5 < end) ? text.charAt(at + 4) : 0;
		return isSeparator(c) ? c : 0;
	}

	private static boolean isFraction(String text, int at) {
		return at > 1 && text.charAt(at - 1) == '.' && Scanner.isDigit(text.charAt(at - 2));
	}

	private static boolean isSeparator(char c) {
		return c == ' ' || c == '-';
	}

	private static boolean isEnd(String text, int at, int end) {
		if (at >= end) {
			return true;
		}
		char c = text.charAt(at);
		boolean fraction = c == '.' && at + 1 < end && Scanner.isDigit(text.charAt(at + 1));
		return !Scanner.isAlphanumeric(c) && !fraction;
	}

	private static int prefix(String text, int start) {
		int prefix = 0;
		for (int i = start; i < start + 4; i++) {
			prefix = prefix * 10 + (text.charAt(i) - '0');
		}
		return prefix;
	}

	private static boolean isIssued(int prefix, int digits) {
		boolean sixteenOrMore = digits >= 16;
		return switch (prefix / 1000) {
			case 4 -> digits == 13 || digits == 16 || digits == 19;
			case 2 -> (digits == 16 && prefix >= 2221 && prefix <= 2720)
					|| (sixteenOrMore && prefix >= 2200 && prefix <= 2204);
			case 3 -> (digits == 15 && (prefix / 100 == 34 || prefix / 100 == 37))
					|| (sixteenOrMore && prefix >= 3528 && prefix <= 3589) || isDiners(prefix);
			case 5 -> (digits == 16 && prefix < 5600) || prefix / 100 == 50 || prefix >= 5600;
			default -> sixteenOrMore || prefix / 100 == 63 || prefix / 100 == 67;
		};
	}

	private static boolean isDiners(int prefix) {
		return (prefix >= 3000 && prefix <= 3059) || prefix == 3095 || prefix / 100 == 36 || prefix / 100 == 38
				|| prefix / 100 == 39;
	}

}
