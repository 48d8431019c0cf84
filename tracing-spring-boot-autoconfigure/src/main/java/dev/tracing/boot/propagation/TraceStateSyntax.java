/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * What a member of {@code tracestate} may look like, by level 2 of W3C Trace Context.
 */
final class TraceStateSyntax {

	/**
	 * The most members that a list may have.
	 */
	static final int MAX_MEMBERS = 32;

	private static final int MAX_KEY_LENGTH = 256;

	private static final int MAX_VALUE_LENGTH = 256;

	private TraceStateSyntax() {
	}

	static boolean isKey(CharSequence text, int start, int end) {
		if (end <= start || end - start > MAX_KEY_LENGTH || !isLetterOrDigit(text.charAt(start))) {
			return false;
		}
		for (int i = start + 1; i < end; i++) {
			if (!isKeyCharacter(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isKeyCharacter(char character) {
		return isLetterOrDigit(character) || character == '_' || character == '-' || character == '*'
				|| character == '/' || character == '@';
	}

	private static boolean isLetterOrDigit(char character) {
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
	}

	static boolean isValue(CharSequence text, int start, int end) {
		if (end <= start || end - start > MAX_VALUE_LENGTH || text.charAt(end - 1) == ' ') {
			return false;
		}
		for (int i = start; i < end; i++) {
			char character = text.charAt(i);
			if (character < ' ' || character > '~' || character == ',' || character == '=') {
				return false;
			}
		}
		return true;
	}

}
