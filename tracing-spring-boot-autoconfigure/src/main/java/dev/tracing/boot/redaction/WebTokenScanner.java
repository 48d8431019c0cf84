/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * JSON Web Tokens, signed, encrypted or neither. Looks at the dot after a header: a JSON
 * object ends with a brace, so there are three ways in which its base64 can end.
 */
final class WebTokenScanner extends Scanner {

	private static final String OBJECT = "eyJ";

	private static final int SHORTEST_HEADER = 10;

	private static final int LONG_PART = 16;

	@Override
	String triggers() {
		return ".";
	}

	@Override
	String predecessors() {
		return "90Q";
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		if (at < SHORTEST_HEADER || !endsObject(text, at)) {
			return NONE;
		}
		int start = header(text, at);
		if (start < 0 || at - start < SHORTEST_HEADER) {
			return NONE;
		}
		int second = Scanner.endOfUrlSafe(text, at + 1, end);
		if (second == end || text.charAt(second) != '.') {
			// Cut off within its claims.
			return (second == end && text.startsWith(OBJECT, at + 1)) ? Scanner.range(start, second) : NONE;
		}
		int third = Scanner.endOfUrlSafe(text, second + 1, end);
		boolean plausible = text.startsWith(OBJECT, at + 1) || second - at > LONG_PART || third - second > LONG_PART;
		return plausible ? Scanner.range(start, rest(text, third, end)) : NONE;
	}

	private static boolean endsObject(String text, int at) {
		char before = text.charAt(at - 2);
		return (text.charAt(at - 1) == 'Q') ? before == 'f' : Scanner.isUrlSafe(before);
	}

	private static int header(String text, int at) {
		int found = -1;
		for (int i = at - 1; i >= 0 && Scanner.isUrlSafe(text.charAt(i)); i--) {
			found = (text.charAt(i) == 'e' && text.startsWith(OBJECT, i)) ? i : found;
		}
		return found;
	}

	// The two further parts of an encrypted token.
	private static int rest(String text, int third, int end) {
		int result = third;
		for (int part = 0; part < 2 && result + 1 < end && text.charAt(result) == '.'; part++) {
			int next = Scanner.endOfUrlSafe(text, result + 1, end);
			if (next - result <= LONG_PART) {
				return result;
			}
			result = next;
		}
		return result;
	}

}
