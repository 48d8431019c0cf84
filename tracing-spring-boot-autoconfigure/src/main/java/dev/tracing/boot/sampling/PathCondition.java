/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A pattern of paths. A plain path, alone or with everything below it, is compared as
 * text; a path is parsed once for all other patterns.
 */
final class PathCondition implements Condition {

	private static final String EVERYTHING_BELOW = "/**";

	private static final Object NO_PATH = new Object();

	private final PathPattern pattern;

	private final String prefix;

	private final boolean plain;

	private final boolean below;

	/**
	 * Compiles a pattern.
	 * @param pattern a pattern that begins with a slash
	 */
	PathCondition(String pattern) {
		this.pattern = PathPatternParser.defaultInstance.parse(pattern);
		this.below = pattern.endsWith(EVERYTHING_BELOW);
		this.prefix = this.below ? pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()) : pattern;
		this.plain = isPlain(this.prefix);
	}

	@Override
	public boolean matches(Candidate candidate) {
		String path = candidate.path();
		if (path.isEmpty()) {
			return false;
		}
		if (!this.plain || path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
			return parsed(candidate, path) instanceof PathContainer container && this.pattern.matches(container);
		}
		return path.startsWith(this.prefix)
				&& (path.length() == this.prefix.length() || (this.below && path.charAt(this.prefix.length()) == '/'));
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

	private static boolean isPlain(String path) {
		for (int i = 0; i < path.length(); i++) {
			if ("*?{}[]\\%;".indexOf(path.charAt(i)) >= 0) {
				return false;
			}
		}
		return true;
	}

}
