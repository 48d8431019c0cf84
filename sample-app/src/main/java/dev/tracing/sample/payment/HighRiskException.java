/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The risk is too high.
 */
@ResponseStatus(HttpStatus.PAYMENT_REQUIRED)
class HighRiskException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	HighRiskException() {
		super("The risk of the payment is too high");
	}

}
