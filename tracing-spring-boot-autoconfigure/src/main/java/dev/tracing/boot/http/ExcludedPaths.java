/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.tracing.boot.operation.PlainPath;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Requests that are not traced. Most patterns are a plain path or a plain path and
 * everything below it, and are compared as text.
 */
final class ExcludedPaths {

	private static final String PROPERTY = "tracing.http.server.exclude";

	private static final String ACTUATOR = "actuator";

	private final Set<String> paths = new HashSet<>();

	private final List<PlainPath> prefixes = new ArrayList<>();

	private final List<PathPattern> otherPatterns = new ArrayList<>();

	private final List<PathPattern> allPatterns = new ArrayList<>();

	// Which two characters after the slash any plain path begins with: most requests
	// are told apart by them.
	private final BitSet beginnings = new BitSet();

	private final boolean actuator;

	/**
	 * Compiles patterns.
	 * @param entries patterns and names of groups
	 * @param environment where the patterns of the groups come from
	 */
	ExcludedPaths(Collection<String> entries, Environment environment) {
		this.actuator = entries.contains(ACTUATOR);
		ExcludedGroups groups = new ExcludedGroups(environment);
		for (String entry : entries) {
			List<String> patterns = groups.patterns(entry);
			if (patterns != null) {
				patterns.forEach((pattern) -> add(pattern, entry));
			}
			else {
				add(entry, entry);
			}
		}
	}

	/**
	 * Whether a request to WebFlux is not traced.
	 * @param request the request
	 * @param management the server that has only the actuator, under paths of its own
	 * @return whether a pattern matches, or the actuator is excluded and the request is
	 * for it
	 */
	boolean matches(ReactiveServerRequest request, ManagementServer management) {
		return matches(request.pathWithinApplication()) || (this.actuator && request.receivedBy(management));
	}

	/**
	 * Whether a request is not traced.
	 * @param path its raw path, without the context path
	 * @return whether a pattern matches
	 */
	boolean matches(String path) {
		if (this.beginnings.get(beginning(path)) && matchesPlain(path)) {
			return true;
		}
		return matches(PlainPath.isText(path) ? this.otherPatterns : this.allPatterns, path);
	}

	private boolean matchesPlain(String path) {
		if (this.paths.contains(path)) {
			return true;
		}
		for (PlainPath prefix : this.prefixes) {
			if (prefix.matches(path)) {
				return true;
			}
		}
		return false;
	}

	private static int beginning(String path) {
		int first = (path.length() > 1) ? path.charAt(1) & 0x7f : 0;
		int second = (path.length() > 2) ? path.charAt(2) & 0x7f : 0;
		return first << 7 | second;
	}

	private static boolean matches(List<PathPattern> patterns, String path) {
		if (patterns.isEmpty()) {
			return false;
		}
		try {
			PathContainer container = PathContainer.parsePath(path);
			for (PathPattern pattern : patterns) {
				if (pattern.matches(container)) {
					return true;
				}
			}
		}
		catch (IllegalArgumentException ex) {
			// Not a path that could reach anything.
		}
		return false;
	}

	private void add(String pattern, String entry) {
		this.allPatterns.add(parse(pattern, entry));
		PlainPath plain = PlainPath.parse(pattern);
		if (plain == null) {
			this.otherPatterns.add(parse(pattern, entry));
			return;
		}
		if (plain.below()) {
			this.prefixes.add(plain);
		}
		else {
			this.paths.add(pattern);
		}
		addBeginnings(plain.path());
	}

	// What is below a short prefix may begin with anything.
	private void addBeginnings(String prefix) {
		if (prefix.length() > 2) {
			this.beginnings.set(beginning(prefix));
		}
		else {
			this.beginnings.set(0, 1 << 14);
		}
	}

	private static PathPattern parse(String pattern, String entry) {
		if (!pattern.startsWith("/")) {
			throw invalid(entry, "");
		}
		try {
			return PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw invalid(entry, " (" + ex.getMessage() + ")");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String entry, String detail) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, entry,
				"It is not a path pattern" + detail + ". Write a pattern that starts with '/', such as /internal/**, "
						+ "or one of actuator, health, static and favicon.");
	}

}
