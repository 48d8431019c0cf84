/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

/**
 * What an answer of the collector means for a request.
 */
enum Verdict {

	/**
	 * It has the request.
	 */
	TAKEN,

	/**
	 * It will never take this one.
	 */
	REFUSED,

	/**
	 * It does not know us: nothing that a few seconds change, but a token may.
	 */
	DENIED,

	/**
	 * It takes nothing now.
	 */
	UNAVAILABLE;

	// Returns what a status of HTTP means: only those are tried again that OTLP names.
	static Verdict ofHttpStatus(int status) {
		if (status >= 200 && status < 300) {
			return TAKEN;
		}
		return switch (status) {
			case 401, 403, 407 -> DENIED;
			case 429, 502, 503, 504 -> UNAVAILABLE;
			default -> REFUSED;
		};
	}

}
