/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Somebody has no password.
 */
@ResponseStatus(HttpStatus.UNAUTHORIZED)
class WrongPasswordException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WrongPasswordException() {
		super("Wrong name or password");
	}

}
