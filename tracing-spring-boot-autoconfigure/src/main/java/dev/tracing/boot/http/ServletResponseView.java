/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a span says about a servlet response.
 *
 * @param response the response
 * @param status the status that the caller gets
 */
record ServletResponseView(HttpServletResponse response, int status) implements HttpServerResponse {

	@Override
	public long contentLength() {
		return ContentLength.of(this.response.getHeader("Content-Length"));
	}

	@Override
	public @Nullable String contentType() {
		return this.response.getContentType();
	}

	@Override
	public List<String> headers(String name) {
		return List.copyOf(this.response.getHeaders(name));
	}

}
