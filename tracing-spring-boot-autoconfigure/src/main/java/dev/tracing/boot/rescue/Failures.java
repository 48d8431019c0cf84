/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.Set;

import dev.tracing.boot.span.DeferringSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a span whether something failed, whoever said so.
 */
final class Failures {

	private static final AttributeKey<Boolean> ERROR = AttributeKey.booleanKey("error");

	private static final AttributeKey<String> ERROR_TEXT = AttributeKey.stringKey("error");

	private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

	private static final String EXCEPTION = "exception";

	private static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");

	private static final AttributeKey<Long> LEGACY_HTTP_STATUS = AttributeKey.longKey("http.status_code");

	private static final AttributeKey<String> RPC_STATUS = AttributeKey.stringKey("rpc.response.status_code");

	// The codes by which a gRPC server says that the fault is its own.
	private static final Set<String> RPC_ERRORS = Set.of("UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL",
			"UNAVAILABLE", "DATA_LOSS");

	private static final int SERVER_ERROR = 500;

	// What fails without saying how.
	private static final String UNNAMED = "error";

	private final ErrorScope scope;

	Failures(ErrorScope scope) {
		this.scope = scope;
	}

	/**
	 * Whether a span starts as a failure.
	 * @param attributes the attributes with which it starts
	 * @return the type of the error; null if it is none
	 */
	static @Nullable String atStart(Attributes attributes) {
		return isMarked(attributes) ? typeOf(attributes, null) : null;
	}

	/**
	 * Whether a span failed.
	 * @param data the span
	 * @param root whether it is a local root
	 * @return the type of the error; null if there is none that counts
	 */
	@Nullable String of(SpanData data, boolean root) {
		if (!root && this.scope != ErrorScope.ANY_SPAN) {
			return null;
		}
		// What is deferred says nothing of errors.
		Attributes attributes = (data instanceof DeferringSpan deferring) ? deferring.resolvedAttributes()
				: data.getAttributes();
		EventData exception = exception(data.getEvents());
		boolean failed = (this.scope == ErrorScope.UNHANDLED) ? exception != null
				: exception != null || data.getStatus().getStatusCode() == StatusCode.ERROR || isMarked(attributes)
						|| (data.getKind() == SpanKind.SERVER && isServerError(attributes));
		return failed ? typeOf(attributes, exception) : null;
	}

	private static @Nullable EventData exception(List<EventData> events) {
		for (int i = 0; i < events.size(); i++) {
			if (EXCEPTION.equals(events.get(i).getName())) {
				return events.get(i);
			}
		}
		return null;
	}

	private static boolean isMarked(Attributes attributes) {
		return Boolean.TRUE.equals(attributes.get(ERROR)) || "true".equals(attributes.get(ERROR_TEXT));
	}

	private static boolean isServerError(Attributes attributes) {
		Long status = attributes.get(HTTP_STATUS);
		if (status == null) {
			status = attributes.get(LEGACY_HTTP_STATUS);
		}
		String code = attributes.get(RPC_STATUS);
		return (status != null && status >= SERVER_ERROR) || (code != null && RPC_ERRORS.contains(code));
	}

	private static String typeOf(Attributes attributes, @Nullable EventData exception) {
		String type = attributes.get(ERROR_TYPE);
		if (type == null && exception != null) {
			type = exception.getAttributes().get(EXCEPTION_TYPE);
		}
		return (type != null) ? type : UNNAMED;
	}

}
