/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

/**
 * Request methods, of which anybody may invent new ones, as text of low cardinality.
 */
final class HttpMethods {

	static final String OTHER = "_OTHER";

	private static final int MAX_ORIGINAL_LENGTH = 128;

	private static final int MAX_NAMES = 1000;

	private final Set<String> known;

	private final Map<String, Map<String, String>> names = new HashMap<>();

	HttpMethods(Collection<String> known) {
		this.known = Set.copyOf(known);
		this.known.forEach((method) -> this.names.put(method, new ConcurrentHashMap<>()));
	}

	boolean isKnown(String method) {
		return this.known.contains(method);
	}

	/**
	 * Value of {@code http.request.method}.
	 * @param method the method as it was sent
	 * @return the method, or {@code _OTHER}
	 */
	String attribute(String method) {
		return isKnown(method) ? method : OTHER;
	}

	/**
	 * Value of {@code http.request.method_original}, for a method that is not known.
	 * @param method the method as it was sent
	 * @return the method, bounded
	 */
	String original(String method) {
		return Text.cut(method, MAX_ORIGINAL_LENGTH);
	}

	/**
	 * First word of the span's name.
	 * @param method the method as it was sent
	 * @return the method, or {@code HTTP}
	 */
	String spanName(String method) {
		return isKnown(method) ? method : "HTTP";
	}

	/**
	 * Name of a span whose target is known.
	 * @param method the method as it was sent
	 * @param target a route or a template, never a path with values in it
	 * @return the name
	 */
	String spanName(String method, String target) {
		Map<String, String> names = this.names.get(method);
		String name = (names != null) ? names.get(target) : null;
		return (name != null) ? name : newName(spanName(method), target, names);
	}

	// An application has so many routes and templates and no more, or they are none.
	private static String newName(String firstWord, String target, @Nullable Map<String, String> names) {
		String name = firstWord + " " + target;
		if (names != null && names.size() < MAX_NAMES) {
			names.put(target, name);
		}
		return name;
	}

}
