/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Recognizes one kind of secret in text, in time linear to its length: it looks at a
 * bounded number of characters, or never twice at the same. No interface, because calls
 * of one cost more where there are many of its kind.
 */
abstract class Scanner {

	/**
	 * No secret.
	 */
	static final long NONE = -1;

	private static final byte URL_SAFE = 1;

	private static final byte ALPHANUMERIC = 2;

	private static final byte[] KINDS = new byte[128];

	static {
		KINDS['-'] = URL_SAFE;
		KINDS['_'] = URL_SAFE;
		for (char c = '0'; c <= 'z'; c++) {
			KINDS[c] = Character.isLetterOrDigit(c) ? ALPHANUMERIC : KINDS[c];
		}
	}

	/**
	 * The characters that make it worth to look.
	 * @return the characters, of ASCII only
	 */
	abstract String triggers();

	/**
	 * The characters one of which must stand behind the trigger.
	 * @return the characters, of ASCII only; empty if anything may, or nothing
	 */
	String seconds() {
		return "";
	}

	/**
	 * The characters one of which must stand before the trigger.
	 * @return the characters, of ASCII only; empty if anything may, or nothing
	 */
	String predecessors() {
		return "";
	}

	/**
	 * Whether a trigger counts only if no letter or digit stands before it.
	 * @return whether it counts only there
	 */
	abstract boolean onlyAtWordStart();

	final boolean mayFollow(char before) {
		return (predecessors().isEmpty() || predecessors().indexOf(before) >= 0)
				&& !(onlyAtWordStart() && isAlphanumeric(before));
	}

	final boolean mayPrecede(char behind) {
		return seconds().isEmpty() || seconds().indexOf(behind) >= 0;
	}

	/**
	 * Looks for a secret. Called only where {@link #mayFollow(char)} and
	 * {@link #mayPrecede(char)} have let it: if there are predecessors, something stands
	 * before the trigger, and if there are seconds, behind it.
	 * @param text the text
	 * @param at index of the trigger
	 * @param end index after the last character to look at
	 * @return a {@link #range(int, int)}, or {@link #NONE}
	 */
	abstract long match(String text, int at, int end);

	static long range(int start, int end) {
		return ((long) start << 32) | end;
	}

	static int start(long range) {
		return (int) (range >>> 32);
	}

	static int end(long range) {
		return (int) range;
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	static boolean isUpper(char c) {
		return c >= 'A' && c <= 'Z';
	}

	static boolean isAlphanumeric(char c) {
		return c < KINDS.length && KINDS[c] > URL_SAFE;
	}

	// The alphabet of base64url.
	static boolean isUrlSafe(char c) {
		return c < KINDS.length && KINDS[c] >= URL_SAFE;
	}

	static int endOfUrlSafe(String text, int start, int end) {
		int i = start;
		while (i < end && isUrlSafe(text.charAt(i))) {
			i++;
		}
		return i;
	}

}
