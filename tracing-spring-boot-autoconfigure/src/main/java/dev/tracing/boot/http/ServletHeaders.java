/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collections;
import java.util.Enumeration;

import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the caller's context from the headers of a servlet request. A header that was
 * sent twice reads as a list, which for {@code traceparent} is malformed: nobody knows
 * which of the two is meant.
 */
final class ServletHeaders implements TextMapGetter<HttpServletRequest> {

	static final ServletHeaders INSTANCE = new ServletHeaders();

	private ServletHeaders() {
	}

	@Override
	public Iterable<String> keys(HttpServletRequest request) {
		return Collections.list(request.getHeaderNames());
	}

	@Override
	public @Nullable String get(@Nullable HttpServletRequest request, String key) {
		Enumeration<String> values = (request != null) ? request.getHeaders(key) : null;
		if (values == null || !values.hasMoreElements()) {
			return null;
		}
		String first = values.nextElement();
		return values.hasMoreElements() ? joined(first, values) : first;
	}

	private static String joined(String first, Enumeration<String> others) {
		StringBuilder all = new StringBuilder(first);
		while (others.hasMoreElements()) {
			all.append(',').append(others.nextElement());
		}
		return all.toString();
	}

}
