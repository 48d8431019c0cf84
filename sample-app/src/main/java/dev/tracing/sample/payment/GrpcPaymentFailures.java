/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import io.grpc.Status;
import io.grpc.StatusException;
import org.jspecify.annotations.Nullable;

import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientResponseException;

/**
 * What the order service is told over gRPC when a payment fails.
 */
@Component
class GrpcPaymentFailures implements GrpcExceptionHandler {

	@Override
	public @Nullable StatusException handleException(Throwable failure) {
		if (failure instanceof HighRiskException) {
			return Status.FAILED_PRECONDITION.withDescription(failure.getMessage()).withCause(failure).asException();
		}
		if (failure instanceof RestClientResponseException) {
			return Status.UNAVAILABLE.withDescription("The payment provider is out of order")
				.withCause(failure)
				.asException();
		}
		return null;
	}

}
