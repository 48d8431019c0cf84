/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.HexFormat;

/**
 * What an entry of {@code baggage} looks like, by the specification of W3C Baggage. One
 * that is nothing of the kind is found out here, before anything is made of it.
 */
final class BaggageSyntax {

	private static final boolean[] KEY = characters("!#$%&'*+-.^_`|~");

	// A percent sign is looked at apart.
	private static final boolean[] VALUE = characters("!#$&'()*+-./:<=>?@[]^_`{|}~");

	private static final int NONE = -1;

	private BaggageSyntax() {
	}

	private static boolean[] characters(String others) {
		boolean[] characters = new boolean[256];
		for (char character = '0'; character <= 'z'; character++) {
			characters[character] = Character.isLetterOrDigit(character);
		}
		for (int i = 0; i < others.length(); i++) {
			characters[others.charAt(i)] = true;
		}
		return characters;
	}

	/**
	 * Looks for the key of an entry.
	 * @param header the header
	 * @param start where the entry begins
	 * @param end where it ends
	 * @return index of the equals sign; negative if there is no key before one
	 */
	static int equalsSign(CharSequence header, int start, int end) {
		int key = afterSpaces(header, start, end);
		int keyEnd = endOfKey(header, key, end);
		int equals = afterSpaces(header, keyEnd, end);
		return (keyEnd > key && equals < end && header.charAt(equals) == '=') ? equals : NONE;
	}

	static int endOfKey(CharSequence header, int start, int end) {
		return after(KEY, header, start, end);
	}

	/**
	 * Looks for the value of an entry, which ends at a comma as well. What follows behind
	 * a semicolon does not matter.
	 * @param header the header
	 * @param start index after the equals sign
	 * @param end where the entry ends, or the header
	 * @return index after the last character of the value; negative if it is none
	 */
	static int endOfValue(CharSequence header, int start, int end) {
		int valueEnd = afterValue(header, afterSpaces(header, start, end), end);
		if (valueEnd == NONE) {
			return NONE;
		}
		int rest = afterSpaces(header, valueEnd, end);
		return (rest == end || header.charAt(rest) == ';' || header.charAt(rest) == ',') ? valueEnd : NONE;
	}

	private static int afterValue(CharSequence header, int start, int end) {
		int i = start;
		while (true) {
			i = after(VALUE, header, i, end);
			if (i == end || header.charAt(i) != '%') {
				return i;
			}
			if (i + 2 >= end || !isHex(header.charAt(i + 1)) || !isHex(header.charAt(i + 2))) {
				return NONE;
			}
			i += 3;
		}
	}

	static int afterSpaces(CharSequence header, int start, int end) {
		int i = start;
		while (i < end && HeaderText.isSpace(header.charAt(i))) {
			i++;
		}
		return i;
	}

	// A loop of its own, which is all that the compiler makes fast.
	private static int after(boolean[] characters, CharSequence header, int start, int end) {
		int i = start;
		while (i < end && is(characters, header.charAt(i))) {
			i++;
		}
		return i;
	}

	private static boolean is(boolean[] characters, char character) {
		return character < characters.length && characters[character];
	}

	static boolean isHex(char character) {
		return HexFormat.isHexDigit(character);
	}

}
