/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a span says about a servlet request.
 *
 * @param request the request as the filters before ours made it
 * @param path the path that the caller asked for: of a request that a filter before ours
 * has wrapped, a forward changes it
 * @param query the query, likewise
 * @param containerForwards whether the server itself puts the forwarded address in place
 * of the peer's, so that nobody knows the peer's
 * @param places where the server keeps the headers that name a trace
 */
record ServletRequestView(HttpServletRequest request, String path, @Nullable String query, boolean containerForwards,
		int places) implements HttpServerRequest {

	/**
	 * Looks at a request.
	 * @param request the request
	 * @param containerForwards see {@link #containerForwards()}
	 * @param trusted whether the caller's headers are about to be read
	 * @return what a span says about it
	 */
	static ServletRequestView of(HttpServletRequest request, boolean containerForwards, boolean trusted) {
		return new ServletRequestView(request, request.getRequestURI(), request.getQueryString(), containerForwards,
				places(request, trusted));
	}

	/**
	 * Looks at nothing but the headers of a request.
	 * @param request the request
	 * @param trusted whether the caller's headers are about to be read
	 * @return what {@link ServletHeaders#GETTER} reads
	 */
	static ServletRequestView ofHeaders(HttpServletRequest request, boolean trusted) {
		return new ServletRequestView(request, "", null, false, places(request, trusted));
	}

	private static int places(HttpServletRequest request, boolean trusted) {
		return trusted ? ServletHeaders.places(request) : HeaderPlaces.UNKNOWN;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String scheme() {
		return this.request.getScheme();
	}

	@Override
	public @Nullable String serverAddress() {
		return this.request.getServerName();
	}

	@Override
	public int serverPort() {
		return this.request.getServerPort();
	}

	@Override
	public @Nullable String clientAddress() {
		return this.request.getRemoteAddr();
	}

	@Override
	public @Nullable String peerAddress() {
		return this.containerForwards ? null : RequestEnd.innermost(this.request).getRemoteAddr();
	}

	@Override
	public int peerPort() {
		return this.containerForwards ? -1 : RequestEnd.innermost(this.request).getRemotePort();
	}

	@Override
	public @Nullable String userAgent() {
		return this.request.getHeader("User-Agent");
	}

	@Override
	public @Nullable String protocol() {
		return this.request.getProtocol();
	}

	@Override
	public boolean isLasting() {
		return true;
	}

	@Override
	public List<String> headers(String name) {
		Enumeration<String> values = this.request.getHeaders(name);
		return (values != null) ? Collections.list(values) : List.of();
	}

}
