/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

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

}
