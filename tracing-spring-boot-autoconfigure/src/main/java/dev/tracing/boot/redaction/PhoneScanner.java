/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Telephone numbers in international form, with a plus and the country.
 */
final class PhoneScanner extends Scanner {

	private static final int FEWEST = 8;

	private static final int MOST = 15;

	// A parenthesis, a space and the next digit.
	private static final int MOST_BETWEEN = 3;

	@Override
	String triggers() {
		return "+";
	}

	@Override
	String seconds() {
		return "123456789";
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	@Override
	long match(String text, int at, int end) {
		if (at + FEWEST >= end) {
			return NONE;
		}
		int digits = 0;
		int last = at;
		int i = at + 1;
		while (i < end && digits <= MOST && i - last <= MOST_BETWEEN) {
			char c = text.charAt(i);
			if (Scanner.isDigit(c)) {
				digits++;
				last = i;
			}
			else if (" -.()/".indexOf(c) < 0) {
				break;
			}
			i++;
		}
		boolean ends = last + 1 == end || !Scanner.isAlphanumeric(text.charAt(last + 1));
		return (ends && digits >= FEWEST && digits <= MOST) ? Scanner.range(at, last + 1) : NONE;
	}

}
