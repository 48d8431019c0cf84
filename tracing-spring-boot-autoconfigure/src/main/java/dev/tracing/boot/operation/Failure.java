/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a span says of a failure.
 */
final class Failure {

	private static final Logger logger = LoggerFactory.getLogger(Failure.class);

	private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	private static final AttributeKey<Boolean> ERROR = AttributeKey.booleanKey("error");

	private static final AttributeKey<String> ERROR_MESSAGE = AttributeKey.stringKey("error.message");

	private static final int MAX_DESCRIPTION_LENGTH = 1024;

	private Failure() {
	}

	static void mark(Span span, Semconv semconv, Throwable cause, boolean recordException) {
		String message = Text.cut(messageOf(cause), MAX_DESCRIPTION_LENGTH);
		mark(span, semconv, cause.getClass().getName(), message);
		if (recordException) {
			record(span, cause);
		}
	}

	static void mark(Span span, Semconv semconv, String errorType, @Nullable String description,
			@Nullable Throwable cause) {
		String message = (description != null) ? description : (cause != null) ? messageOf(cause) : "";
		mark(span, semconv, errorType, Text.cut(message, MAX_DESCRIPTION_LENGTH));
		if (cause != null) {
			record(span, cause);
		}
	}

	static void mark(Span span, Semconv semconv, String errorType, String message) {
		span.setStatus(StatusCode.ERROR, message);
		span.setAttribute(ERROR_TYPE, errorType);
		if (semconv.legacy()) {
			span.setAttribute(ERROR, Boolean.TRUE);
			if (!message.isEmpty()) {
				span.setAttribute(ERROR_MESSAGE, message);
			}
		}
	}

	// The SDK asks the exception for its message, too.
	private static void record(Span span, Throwable cause) {
		try {
			span.recordException(cause);
		}
		catch (RuntimeException ex) {
			logger.debug("Could not record an exception", ex);
		}
	}

	// An exception's own getMessage() may throw; the request must not notice.
	private static String messageOf(Throwable error) {
		try {
			String message = error.getMessage();
			return (message != null) ? message : "";
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

}
