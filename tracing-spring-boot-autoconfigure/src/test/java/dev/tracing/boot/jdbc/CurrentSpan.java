/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import io.opentelemetry.api.trace.Span;

/**
 * A function for H2, which calls it on the thread of the statement.
 */
public final class CurrentSpan {

	private CurrentSpan() {
	}

	public static String id() {
		return Span.current().getSpanContext().getSpanId();
	}

}
