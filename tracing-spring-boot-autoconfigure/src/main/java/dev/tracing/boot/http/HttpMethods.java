/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collection;
import java.util.Set;

import dev.tracing.boot.operation.Text;
import io.opentelemetry.api.trace.Span;

/**
 * Request methods, of which anybody may invent new ones, as text of low cardinality.
 */
final class HttpMethods {

	static final String OTHER = "_OTHER";

	private static final int MAX_ORIGINAL_LENGTH = 128;

	private final Set<String> known;

	HttpMethods(Collection<String> known) {
		this.known = Set.copyOf(known);
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
	 * Sets {@code http.request.method_original} for a method that is not known.
	 * @param span a span that is recorded
	 * @param method the method as it was sent
	 */
	void setOriginal(Span span, String method) {
		if (!isKnown(method)) {
			span.setAttribute(HttpAttributes.REQUEST_METHOD_ORIGINAL, original(method));
		}
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
		return spanName(method) + " " + target;
	}

}
