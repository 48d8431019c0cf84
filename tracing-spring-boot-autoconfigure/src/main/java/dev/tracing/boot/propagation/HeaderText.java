/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * Looks for something in a header that need not be a string yet.
 */
final class HeaderText {

	private HeaderText() {
	}

	/**
	 * Looks for a character, and not beyond an end, or long lists would be gone through
	 * for each of their members.
	 * @param header the header
	 * @param wanted the character
	 * @param start where to begin
	 * @param end where to stop
	 * @return index of the first one; the end if there is none
	 */
	static int indexOf(CharSequence header, char wanted, int start, int end) {
		int i = start;
		while (i < end && header.charAt(i) != wanted) {
			i++;
		}
		return i;
	}

	/**
	 * Leaves out the white space that may stand around the value of a header.
	 * @param header the header
	 * @return the header, or what is left of it
	 */
	static CharSequence stripped(CharSequence header) {
		int end = header.length();
		while (end > 0 && isSpace(header.charAt(end - 1))) {
			end--;
		}
		int start = 0;
		while (start < end && isSpace(header.charAt(start))) {
			start++;
		}
		return (end - start < header.length()) ? header.subSequence(start, end) : header;
	}

	static boolean isSpace(char character) {
		return character == ' ' || character == '\t';
	}

	/**
	 * Whether two parts of a header are the same.
	 * @param header the header
	 * @param one where one begins
	 * @param other where the other one begins, not before the first
	 * @param length characters of each
	 * @return whether all characters are
	 */
	static boolean isSame(CharSequence header, int one, int other, int length) {
		for (int i = 0; i < length; i++) {
			if (header.charAt(one + i) != header.charAt(other + i)) {
				return false;
			}
		}
		return true;
	}

}
