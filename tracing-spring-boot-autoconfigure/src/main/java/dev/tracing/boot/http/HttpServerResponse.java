/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a server span says about its response, whatever the server.
 */
interface HttpServerResponse extends CapturedHeaders.Source {

	/**
	 * Status code, or 0 if there is none.
	 * @return the status code
	 */
	int status();

	/**
	 * Length of the body as the response's header states it, or a negative number.
	 * @return the length
	 */
	long contentLength();

	/**
	 * Type of the body, or null if it is not known.
	 * @return the media type
	 */
	default @Nullable String contentType() {
		List<String> values = headers("content-type");
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

}
