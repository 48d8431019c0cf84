/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

/**
 * A pattern in which {@code *} stands for any text, also none, and {@code ?} for one
 * character. Matching takes no memory, and its time cannot explode.
 */
final class Wildcard {

	private final String pattern;

	Wildcard(String pattern) {
		this.pattern = pattern;
	}

	boolean matches(String text) {
		int at = 0;
		int star = -1;
		int retry = 0;
		int position = 0;
		while (position < text.length()) {
			if (at < this.pattern.length() && this.pattern.charAt(at) == '*') {
				star = at++;
				retry = position;
			}
			else if (at < this.pattern.length() && fits(this.pattern.charAt(at), text.charAt(position))) {
				at++;
				position++;
			}
			else if (star >= 0) {
				at = star + 1;
				position = ++retry;
			}
			else {
				return false;
			}
		}
		while (at < this.pattern.length() && this.pattern.charAt(at) == '*') {
			at++;
		}
		return at == this.pattern.length();
	}

	private static boolean fits(char pattern, char character) {
		return pattern == '?' || pattern == character;
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
