/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a request once.
 *
 * @param <R> the response as the exporter knows it
 */
interface Transport<R> {

	/**
	 * Sends a request.
	 * @param request the request
	 * @param timeout how long it may take
	 * @return the answer, or why there is none; may be cancelled
	 */
	CompletableFuture<Answer<R>> send(byte[] request, Duration timeout);

	// Returns what tells the exporter that a request need not concern it any more.
	R done();

	void close();

}
