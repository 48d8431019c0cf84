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
 * text; a path is parsed once for all other patterns.
 */
final class PathCondition implements Condition {

	private static final Object NO_PATH = new Object();

	private final PathPattern pattern;

	private final @Nullable PlainPath plain;

	/**
	 * Compiles a pattern.
	 * @param pattern a pattern that begins with a slash
	 */
	PathCondition(String pattern) {
		this.pattern = PathPatternParser.defaultInstance.parse(pattern);
		this.plain = PlainPath.parse(pattern);
	}

	@Override
	public boolean matches(Candidate candidate) {
		String path = candidate.path();
		if (path.isEmpty()) {
			return false;
		}
		if (this.plain != null && PlainPath.isText(path)) {
			return this.plain.matches(path);
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
