/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * What follows the words Bearer and Basic in a header, unless it is a word of plain
 * language.
 */
final class CredentialScanner extends Scanner {

	private static final String BEARER = "bearer ";

	private static final String BASIC = "basic ";

	private static final int SHORTEST = 8;

	private static final int LONG = 20;

	private static final String VOWELS = "aeiouyAEIOUY";

	private static final int MANY_CONSONANTS = 7;

	@Override
	String triggers() {
		return "bB";
	}

	@Override
	String seconds() {
		return "aAeE";
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	@Override
	long match(String text, int at, int end) {
		boolean bearer = (text.charAt(at + 1) | 0x20) == 'e';
		String word = bearer ? BEARER : BASIC;
		int start = at + word.length();
		if (start >= end || text.charAt(start - 1) != ' ' || !text.regionMatches(true, at, word, 0, word.length())) {
			return NONE;
		}
		start = skipSpaces(text, start, end);
		int tokenEnd = endOfToken(text, start, end);
		boolean secret = bearer ? isOpaque(text, start, tokenEnd) : isPair(text, start, tokenEnd);
		return secret ? Scanner.range(start, tokenEnd) : NONE;
	}

	private static int skipSpaces(String text, int start, int end) {
		int i = start;
		while (i < end && text.charAt(i) == ' ') {
			i++;
		}
		return i;
	}

	private static int endOfToken(String text, int start, int end) {
		int i = start;
		while (i < end && (Scanner.isUrlSafe(text.charAt(i)) || ".~+/=".indexOf(text.charAt(i)) >= 0)) {
			i++;
		}
		return i;
	}

	// A digit, or letters that no name of several words has: their case changes too
	// often, or there is no vowel for too long.
	private static boolean isOpaque(String text, int start, int end) {
		int length = end - start;
		if (length < SHORTEST) {
			return false;
		}
		int changes = 0;
		int consonants = 0;
		int mostConsonants = 0;
		boolean upper = Scanner.isUpper(text.charAt(start));
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (Scanner.isDigit(c)) {
				return true;
			}
			boolean now = Scanner.isUpper(c);
			changes += (now != upper) ? 1 : 0;
			upper = now;
			consonants = (Scanner.isAlphanumeric(c) && VOWELS.indexOf(c) < 0) ? consonants + 1 : 0;
			mostConsonants = Math.max(mostConsonants, consonants);
		}
		return length >= LONG && (changes * 3 > length || mostConsonants >= MANY_CONSONANTS);
	}

	// Base64 of text with a colon.
	private static boolean isPair(String text, int start, int end) {
		boolean colon = false;
		int bits = 0;
		int count = 0;
		for (int i = start; i < end && text.charAt(i) != '='; i++) {
			int value = value(text.charAt(i));
			if (value < 0) {
				break;
			}
			bits = (bits << 6 | value) & 0xFFFF;
			count += 6;
			if (count >= 8) {
				count -= 8;
				int decoded = (bits >> count) & 0xFF;
				if (decoded < ' ') {
					return false;
				}
				colon |= decoded == ':';
			}
		}
		return colon && end - start >= 4;
	}

	private static int value(char c) {
		if (Scanner.isUpper(c)) {
			return c - 'A';
		}
		if (Scanner.isDigit(c)) {
			return c - '0' + 52;
		}
		if (c >= 'a' && c <= 'z') {
			return c - 'a' + 26;
		}
		return switch (c) {
			case '+', '-' -> 62;
			case '/', '_' -> 63;
			default -> -1;
		};
	}

}
