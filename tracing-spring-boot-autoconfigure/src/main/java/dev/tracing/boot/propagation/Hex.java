/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * Ids in headers: hexadecimal digits in lower case, and not only zeros.
 */
final class Hex {

	private static final byte[] DIGITS = digits();

	private Hex() {
	}

	private static byte[] digits() {
		byte[] digits = new byte[256];
		for (int i = 0; i < digits.length; i++) {
			digits[i] = (byte) ((i >= 'A' && i <= 'F') ? -1 : Character.digit(i, 16));
		}
		return digits;
	}

	static boolean isId(CharSequence text, int start, int end) {
		int all = 0;
		for (int i = start; i < end; i++) {
			all |= digit(text.charAt(i));
		}
		// Zero if there are only zeros, negative if anything is no digit.
		return all > 0;
	}

	/**
	 * Reads two digits.
	 * @param text where they are
	 * @param index where they begin
	 * @return the byte; negative if there is none
	 */
	static int octet(CharSequence text, int index) {
		return (digit(text.charAt(index)) << 4) | digit(text.charAt(index + 1));
	}

	static int digit(char character) {
		return (character < DIGITS.length) ? DIGITS[character] : -1;
	}

}
