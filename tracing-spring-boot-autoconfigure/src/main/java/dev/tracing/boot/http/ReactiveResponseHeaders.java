/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.springframework.http.HttpHeaders;

/**
 * The headers of a WebFlux response.
 *
 * @param headers the headers
 */
record ReactiveResponseHeaders(HttpHeaders headers) implements CallerHeaders.Target {

	@Override
	public void set(String name, String value) {
		this.headers.set(name, value);
	}

	@Override
	public void add(String name, String value) {
		this.headers.add(name, value);
	}

}
