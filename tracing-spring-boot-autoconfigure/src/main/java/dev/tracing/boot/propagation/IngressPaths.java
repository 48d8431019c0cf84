/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Paths on which it does not matter who the caller is. Apart from the rest, because it
 * needs Spring's web classes.
 */
final class IngressPaths {

	private static final PathContainer.Options UNDERSTOOD = PathContainer.Options.create('/', false);

	private final PathPattern[] trusted;

	private final PathPattern[] untrusted;

	/**
	 * Compiles patterns.
	 * @param property start of the properties' names
	 * @param trusted paths on which everybody is trusted
	 * @param untrusted paths on which nobody is, even if they are trusted paths
	 */
	IngressPaths(String property, List<String> trusted, List<String> untrusted) {
		this.trusted = compile(property + "trusted-paths", trusted);
		this.untrusted = compile(property + "untrusted-paths", untrusted);
	}

	private static PathPattern[] compile(String property, List<String> patterns) {
		return patterns.stream().map((pattern) -> compile(property, pattern)).toArray(PathPattern[]::new);
	}

	private static PathPattern compile(String property, String pattern) {
		try {
			if (pattern.startsWith("/")) {
				return PathPatternParser.defaultInstance.parse(pattern);
			}
		}
		catch (PatternParseException ex) {
			throw new InvalidConfigurationPropertyValueException(property, pattern,
					"It is not a path pattern (" + ex.getMessage() + ").");
		}
		throw new InvalidConfigurationPropertyValueException(property, pattern,
				"A path pattern starts with '/', such as /internal/**.");
	}

	/**
	 * Whether a path says that its caller is trusted.
	 * @param path the path
	 * @return the answer; null if the path says nothing
	 */
	@Nullable Boolean trust(String path) {
		PathContainer container = PathContainer.parsePath(path, UNDERSTOOD);
		if (matches(this.untrusted, container)) {
			return Boolean.FALSE;
		}
		return matches(this.trusted, container) ? Boolean.TRUE : null;
	}

	private static boolean matches(PathPattern[] patterns, PathContainer path) {
		for (PathPattern pattern : patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

}
