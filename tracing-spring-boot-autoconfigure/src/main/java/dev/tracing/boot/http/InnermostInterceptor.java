/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Interceptors with one that stays behind all others.
 *
 * @param outer the others
 * @param innermost the one that calls the server
 */
record InnermostInterceptor(ClientHttpRequestInterceptor outer,
		ClientHttpRequestInterceptor innermost) implements ClientHttpRequestInterceptor {

	@Override
	public ClientHttpRequestInterceptor andThen(ClientHttpRequestInterceptor interceptor) {
		return new InnermostInterceptor(this.outer.andThen(interceptor), this.innermost);
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		return this.outer.intercept(request, body, this.innermost.apply(execution));
	}

}
