/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.operation.PlainPath;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A pattern of paths. A plain path, alone or with everything below it, is compared as
 * text; for all other patterns a path is parsed once, if it begins as one of them does.
 */
final class PathCondition implements Condition {

	// Where a pattern stops to be text; an encoded character is none.
	private static final String SPECIAL = "*?{}[]\\%;";

	private static final Object NO_PATH = new Object();

	private final PathPattern pattern;

	private final @Nullable PlainPath plain;

	private final String beginning;

	/**
	 * Compiles a pattern.
	 * @param pattern a pattern that begins with a slash
	 */
	PathCondition(String pattern) {
		this.pattern = PathPatternParser.defaultInstance.parse(pattern);
		this.plain = PlainPath.parse(pattern);
		this.beginning = beginning(pattern);
	}

	// Without its last slash: what follows may match nothing, and then the slash is not
	// there.
	private static String beginning(String pattern) {
		int end = 0;
		while (end < pattern.length() && SPECIAL.indexOf(pattern.charAt(end)) < 0) {
			end++;
		}
		return pattern.substring(0, (end > 0 && pattern.charAt(end - 1) == '/') ? end - 1 : end);
	}

	@Override
	public boolean matches(Candidate candidate) {
		String path = candidate.path();
		if (path.isEmpty()) {
			return false;
		}
		if (candidate.hasTextPath()) {
			if (this.plain != null) {
				return this.plain.matches(path);
			}
			if (!path.startsWith(this.beginning)) {
				return false;
			}
		}
		return parsed(candidate, path) instanceof PathContainer container && this.pattern.matches(container);
	}

	private static Object parsed(Candidate candidate, String path) {
		Object parsed = candidate.parsedPath();
		if (parsed == null) {
			parsed = parse(path);
			candidate.parsedPath(parsed);
		}
		return parsed;
	}

	private static Object parse(String path) {
		try {
			return PathContainer.parsePath(path);
		}
		catch (IllegalArgumentException ex) {
			return NO_PATH;
		}
	}

}
