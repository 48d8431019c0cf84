/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Response header that tells the caller the trace id.
 */
final class TraceIdHeader {

	private static final String PROPERTY = "tracing.http.server.response-header";

	private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

	private final String name;

	/**
	 * Creates a header.
	 * @param name its name as the user wrote it; empty for no header
	 */
	TraceIdHeader(String name) {
		this.name = checked(name.trim());
	}

	String name() {
		return this.name;
	}

	/**
	 * What the header says in a response.
	 * @param context the context of the request
	 * @return the trace id; null if the response has no such header, because nobody asked
	 * for it or because the request is excluded and its trace not recorded
	 */
	@Nullable String valueFor(Context context) {
		if (this.name.isEmpty() || Operations.isExcluded(context)) {
			return null;
		}
		SpanContext spanContext = Span.fromContext(context).getSpanContext();
		return spanContext.isValid() ? spanContext.getTraceId() : null;
	}

	private static String checked(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 127 || SEPARATORS.indexOf(c) >= 0) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, name,
						"It is not the name of an HTTP header. Write a name such as X-Trace-Id, or nothing for no header.");
			}
		}
		return name;
	}

}
