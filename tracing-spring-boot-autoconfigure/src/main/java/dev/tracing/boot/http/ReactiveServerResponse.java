/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Response of a WebFlux server.
 */
final class ReactiveServerResponse implements HttpServerResponse {

	private final ServerHttpResponse response;

	ReactiveServerResponse(ServerHttpResponse response) {
		this.response = response;
	}

	@Nullable HttpStatusCode statusCode() {
		return this.response.getStatusCode();
	}

	@Override
	public int status() {
		HttpStatusCode status = statusCode();
		return (status != null) ? status.value() : 0;
	}

	@Override
	public long contentLength() {
		return ContentLength.of(this.response.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH));
	}

	@Override
	public @Nullable List<String> headers(String name) {
		return this.response.getHeaders().get(name);
	}

}
