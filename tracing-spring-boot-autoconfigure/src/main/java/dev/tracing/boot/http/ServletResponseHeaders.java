/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The headers of a servlet response.
 *
 * @param response the response
 */
record ServletResponseHeaders(HttpServletResponse response) implements CallerHeaders.Target {

	@Override
	public void set(String name, String value) {
		this.response.setHeader(name, value);
	}

	// A request has several dispatches, and one response or an emptied one.
	@Override
	public void add(String name, String value) {
		if (!this.response.getHeaders(name).contains(value)) {
			this.response.addHeader(name, value);
		}
	}

}
