/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/**
 * Knows whether an exchange is told when the server is done with its request, after the
 * error page and after the server's own log line about a failure. Nobody tells where a
 * test drives the filter.
 */
interface RequestEnd {

	/**
	 * Whether {@link ServletExchange#destroyed} will be called for a request.
	 * @param request the request
	 * @return whether its end is announced
	 */
	boolean isAnnounced(ServletRequest request);

	/**
	 * Returns the server's own request, which filters may have wrapped.
	 * @param request a request
	 * @return the innermost request
	 */
	static ServletRequest innermost(ServletRequest request) {
		ServletRequest innermost = request;
		while (innermost instanceof ServletRequestWrapper wrapper) {
			innermost = wrapper.getRequest();
		}
		return innermost;
	}

}
