/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

/**
 * An answer in plain text.
 */
record OrderResponse(int status, long contentLength) implements HttpServerResponse {

	@Override
	public List<String> headers(String name) {
		return name.equals("content-type") ? List.of("text/plain") : List.of();
	}

}
