/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

/**
 * Status codes as attributes want them, made once.
 */
final class StatusCodes {

	private static final Long[] boxed = new Long[600];

	static {
		for (int status = 0; status < boxed.length; status++) {
			boxed[status] = (long) status;
		}
	}

	private StatusCodes() {
	}

	static Long boxed(int status) {
		return (status >= 0 && status < boxed.length) ? boxed[status] : Long.valueOf(status);
	}

}
