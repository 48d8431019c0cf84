/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import dev.tracing.boot.ledger.ExportFailure;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Sorts failed attempts.
 */
final class Failures {

	private Failures() {
	}

	static ExportFailure of(@Nullable Answer<?> answer, @Nullable Throwable failure) {
		if (answer != null) {
			// The sender may find out before we do.
			if (answer.response() instanceof GrpcResponse response
					&& response.getStatusCode() == GrpcStatusCode.DEADLINE_EXCEEDED) {
				return ExportFailure.TIMEOUT;
			}
			return (answer.verdict() == Verdict.UNAVAILABLE) ? ExportFailure.UNAVAILABLE : ExportFailure.REFUSED;
		}
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		if (isTimeout(cause)) {
			return ExportFailure.TIMEOUT;
		}
		return (cause instanceof IOException) ? ExportFailure.CONNECTION : ExportFailure.OTHER;
	}

	// The JDK's client, the courier's own limit, and OkHttp: the last two have the same
	// time, and either may be first.
	private static boolean isTimeout(@Nullable Throwable cause) {
		return (cause instanceof HttpTimeoutException || cause instanceof CancellationException
				|| cause instanceof InterruptedIOException) && !isUnconnected(cause);
	}

	// Below OkHttp only the message of the JDK's socket tells.
	private static boolean isUnconnected(Throwable cause) {
		return cause instanceof HttpConnectTimeoutException
				|| (cause instanceof SocketTimeoutException && "Connect timed out".equals(cause.getMessage()));
	}

}
