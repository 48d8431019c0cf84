/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of paths that can be compared as text: a plain path, alone or with everything
 * below it, such as {@code /internal/**}. Most patterns are.
 *
 * @param path the plain path
 * @param below whether the pattern has everything below it, too
 */
public record PlainPath(String path, boolean below) {

	private static final String EVERYTHING_BELOW = "/**";

	/**
	 * Reads a pattern.
	 * @param pattern the pattern, in the language of Spring's path patterns
	 * @return the path; null if it takes more than a comparison
	 */
	public static @Nullable PlainPath parse(String pattern) {
		boolean below = pattern.endsWith(EVERYTHING_BELOW);
		String path = below ? pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()) : pattern;
		for (int i = 0; i < path.length(); i++) {
			if ("*?{}[]\\%;".indexOf(path.charAt(i)) >= 0) {
				return null;
			}
		}
		return new PlainPath(path, below);
	}

	/**
	 * Whether a path says the same as text as it does to who understands it.
	 * @param path a raw path
	 * @return whether it has neither encoded characters nor parameters
	 */
	public static boolean isText(String path) {
		return path.indexOf('%') < 0 && path.indexOf(';') < 0;
	}

	/**
	 * Whether a path is one of the pattern's.
	 * @param candidate a path that {@link #isText is text}
	 * @return whether it matches
	 */
	public boolean matches(String candidate) {
		int length = this.path.length();
		return candidate.startsWith(this.path)
				&& (candidate.length() == length || (this.below && candidate.charAt(length) == '/'));
	}

}
