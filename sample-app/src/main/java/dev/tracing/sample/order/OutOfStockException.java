/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * An item is out of stock.
 */
@ResponseStatus(HttpStatus.CONFLICT)
class OutOfStockException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OutOfStockException() {
		super("An item is out of stock");
	}

}
