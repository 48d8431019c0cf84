/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Numbers that a state gives to its people: social security numbers of the United States
 * and identity numbers of China, whose last character is checked.
 */
final class NationalIdScanner extends Scanner {

	private static final int[] WEIGHTS = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };

	private static final String CHECKS = "10X98765432";

	@Override
	String triggers() {
		return "0123456789";
	}

	@Override
	String seconds() {
		return "0123456789";
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	@Override
	long match(String text, int at, int end) {
		if (isSocialSecurityNumber(text, at, end) && isEnd(text, at + 11, end)) {
			return Scanner.range(at, at + 11);
		}
		boolean identity = isIdentityNumber(text, at, end) && isEnd(text, at + 18, end);
		return identity ? Scanner.range(at, at + 18) : NONE;
	}

	private static boolean isSocialSecurityNumber(String text, int at, int end) {
		if (at + 11 > end || text.charAt(at + 3) != '-' || text.charAt(at + 6) != '-'
				|| !Scanner.isDigit(text.charAt(at + 10))) {
			return false;
		}
		int area = number(text, at, at + 3);
		return area > 0 && area != 666 && area < 900 && number(text, at + 4, at + 6) > 0
				&& number(text, at + 7, at + 11) > 0;
	}

	private static boolean isIdentityNumber(String text, int at, int end) {
		if (at + 18 > end || !Scanner.isDigit(text.charAt(at + 4))) {
			return false;
		}
		int sum = 0;
		for (int i = 0; i < WEIGHTS.length; i++) {
			char c = text.charAt(at + i);
			if (!Scanner.isDigit(c)) {
				return false;
			}
			sum += WEIGHTS[i] * (c - '0');
		}
		int month = number(text, at + 10, at + 12);
		int day = number(text, at + 12, at + 14);
		return month >= 1 && month <= 12 && day >= 1 && day <= 31
				&& Character.toUpperCase(text.charAt(at + 17)) == CHECKS.charAt(sum % 11);
	}

	private static int number(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			if (!Scanner.isDigit(text.charAt(i))) {
				return -1;
			}
			number = number * 10 + (text.charAt(i) - '0');
		}
		return number;
	}

	private static boolean isEnd(String text, int at, int end) {
		return at == end || !Scanner.isAlphanumeric(text.charAt(at));
	}

}
