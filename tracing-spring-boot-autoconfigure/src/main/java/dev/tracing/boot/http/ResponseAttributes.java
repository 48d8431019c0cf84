/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Semconv;
import io.opentelemetry.api.trace.Span;

/**
 * What spans of servers and of clients say about a response.
 *
 * @param semconv which attribute names are written
 * @param headers the response's headers that the user wants to see
 */
record ResponseAttributes(Semconv semconv, CapturedHeaders headers) {

	/**
	 * Sets the attributes of a response.
	 * @param span a span that is recorded
	 * @param status the status code; 0 if there is none
	 * @param size length of the body; negative if it is unknown
	 * @param source where headers are read from
	 */
	void set(Span span, int status, long size, CapturedHeaders.Source source) {
		if (this.semconv.stable()) {
			if (status > 0) {
				span.setAttribute(HttpAttributes.RESPONSE_STATUS_CODE, StatusCodes.boxed(status));
			}
			if (size >= 0) {
				span.setAttribute(HttpAttributes.RESPONSE_BODY_SIZE, size);
			}
		}
		if (this.semconv.legacy()) {
			if (status > 0) {
				span.setAttribute(HttpAttributes.LEGACY_STATUS_CODE, StatusCodes.boxed(status));
			}
			if (size >= 0) {
				span.setAttribute(HttpAttributes.LEGACY_RESPONSE_SIZE, size);
			}
		}
		this.headers.capture(span, source);
	}

}
