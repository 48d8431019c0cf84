/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.jspecify.annotations.Nullable;

/**
 * Value of {@code url.template}: the path of a template, for names of low cardinality.
 */
final class UrlTemplate {

	private static final int MAX_LENGTH = 255;

	private UrlTemplate() {
	}

	/**
	 * Returns the path of a URI template.
	 * @param template what the user wrote, with or without server and query
	 * @return the path; null if there is no variable in it, because then it may as well
	 * be a finished URL with values in it
	 */
	static @Nullable String path(@Nullable String template) {
		if (template == null || template.indexOf('{') < 0) {
			return null;
		}
		int start = pathStart(template);
		int end = pathEnd(template, start);
		if (start >= end || end - start > MAX_LENGTH) {
			return null;
		}
		String path = template.substring(start, end);
		return path.startsWith("/") ? path : "/" + path;
	}

	private static int pathStart(String template) {
		int scheme = template.indexOf("://");
		if (scheme < 0) {
			return 0;
		}
		int slash = template.indexOf('/', scheme + 3);
		return (slash < 0) ? template.length() : slash;
	}

	// A regular expression within a variable may hold any character.
	private static int pathEnd(String template, int start) {
		int depth = 0;
		for (int i = start; i < template.length(); i++) {
			char c = template.charAt(i);
			if (c == '{') {
				depth++;
			}
			else if (c == '}') {
				depth--;
			}
			else if (depth == 0 && (c == '?' || c == '#')) {
				return i;
			}
		}
		return template.length();
	}

}
