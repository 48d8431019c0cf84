/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.jspecify.annotations.Nullable;

/**
 * Length of a body as its header states it. What is written there is not always a number.
 */
final class ContentLength {

	private ContentLength() {
	}

	/**
	 * Reads the header.
	 * @param header value of {@code Content-Length}; null if there is none
	 * @return the length; negative if the header states none
	 */
	static long of(@Nullable String header) {
		if (header == null || header.isEmpty()) {
			return -1;
		}
		try {
			return Long.parseLong(header);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
