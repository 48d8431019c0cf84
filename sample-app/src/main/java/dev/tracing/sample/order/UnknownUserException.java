/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Nobody knows the user.
 */
@ResponseStatus(HttpStatus.FORBIDDEN)
class UnknownUserException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownUserException() {
		super("The user is unknown");
	}

}
