/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collections;
import java.util.Enumeration;

import dev.tracing.boot.operation.Ingress;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Reads the caller's context from the headers of a servlet request. A header that was
 * sent twice reads as a list, which for {@code traceparent} is malformed: nobody knows
 * which of the two is meant.
 */
final class ServletHeaders implements TextMapGetter<ServletRequestView> {

	static final ServletHeaders INSTANCE = new ServletHeaders();

	private static final boolean TOMCAT = ClassUtils.isPresent("org.apache.catalina.connector.RequestFacade",
			ServletHeaders.class.getClassLoader()) && TomcatHeaders.areOpen();

	/**
	 * What reads the requests of the server that is there.
	 */
	static final TextMapGetter<ServletRequestView> GETTER = TOMCAT ? new TomcatHeaders() : INSTANCE;

	private ServletHeaders() {
	}

	@Override
	public Iterable<String> keys(ServletRequestView view) {
		return Collections.list(view.request().getHeaderNames());
	}

	@Override
	public @Nullable String get(@Nullable ServletRequestView view, String key) {
		return (view != null) ? get(view.request(), key) : null;
	}

	/**
	 * Reads a header.
	 * @param request the request
	 * @param key name of the header
	 * @return all values that were received, with commas between them; null if there are
	 * none
	 */
	static @Nullable String get(HttpServletRequest request, String key) {
		// Most headers are missing, and only this way to find out costs no object.
		String first = request.getHeader(key);
		return (first != null) ? joined(first, request.getHeaders(key)) : null;
	}

	/**
	 * Notes where the server keeps the headers that name a trace.
	 * @param request the request
	 * @return what {@link #GETTER} makes use of
	 */
	static int places(HttpServletRequest request) {
		return TOMCAT ? TomcatHeaders.places(request) : HeaderPlaces.UNKNOWN;
	}

	/**
	 * Whether the caller's context is to be read at all.
	 * @param request the request
	 * @param ingress whose traces go on here
	 * @return whether he is trusted
	 */
	static boolean areTrusted(HttpServletRequest request, Ingress ingress) {
		if (ingress == Ingress.OPEN) {
			return true;
		}
		// Not the URI, in which the same path may be written in many ways.
		String path = (request.getPathInfo() != null) ? request.getServletPath() + request.getPathInfo()
				: request.getServletPath();
		return ingress.trusts(request.getRemoteAddr(), path);
	}

	private static String joined(String first, @Nullable Enumeration<String> values) {
		if (values == null || !values.hasMoreElements()) {
			return first;
		}
		values.nextElement();
		if (!values.hasMoreElements()) {
			return first;
		}
		StringBuilder all = new StringBuilder(first);
		while (values.hasMoreElements()) {
			all.append(',').append(values.nextElement());
		}
		return all.toString();
	}

}
