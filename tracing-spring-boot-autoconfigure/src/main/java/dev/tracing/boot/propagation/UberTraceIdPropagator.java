/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.List;

import dev.tracing.boot.operation.PeekingGetter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Jaeger's header {@code uber-trace-id}, of which OpenTelemetry has deprecated its own:
 * trace id, span id, the parent's id, which nobody reads any more, and flags. Ids may
 * lack their leading zeros, and the colons may be encoded.
 */
final class UberTraceIdPropagator implements TextMapPropagator {

	private static final String UBER_TRACE_ID = "uber-trace-id";

	private static final String ZEROS = "0".repeat(32);

	private static final int TRACE_ID_LENGTH = 32;

	private static final int SPAN_ID_LENGTH = 16;

	private static final int MAX_FLAGS_LENGTH = 2;

	// Three ids, flags and three encoded colons.
	private static final int MAX_LENGTH = 75;

	@Override
	public Collection<String> fields() {
		return List.of(UBER_TRACE_ID);
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		SpanContext span = Span.fromContext(context).getSpanContext();
		if (span.isValid()) {
			setter.set(carrier, UBER_TRACE_ID,
					span.getTraceId() + ":" + span.getSpanId() + ":0:" + (span.isSampled() ? "1" : "0"));
		}
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		CharSequence header = PeekingGetter.peek(getter, carrier, UBER_TRACE_ID);
		if (header == null || header.length() > MAX_LENGTH) {
			return context;
		}
		String value = header.toString().replace("%3A", ":").replace("%3a", ":");
		int first = value.indexOf(':');
		int second = value.indexOf(':', first + 1);
		int third = value.indexOf(':', second + 1);
		if (!isId(value, 0, first, TRACE_ID_LENGTH) || !isId(value, first + 1, second, SPAN_ID_LENGTH)) {
			return context;
		}
		int flags = flags(value, second, third);
		if (flags < 0) {
			return context;
		}
		return context
			.with(Span.wrap(SpanContext.createFromRemoteParent(padded(value.substring(0, first), TRACE_ID_LENGTH),
					padded(value.substring(first + 1, second), SPAN_ID_LENGTH),
					((flags & 1) != 0) ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault())));
	}

	private static boolean isId(String value, int start, int end, int maxLength) {
		return end > start && end - start <= maxLength && Hex.isId(value, start, end);
	}

	private static int flags(String value, int second, int third) {
		int length = value.length() - third - 1;
		if (third <= second || length < 1 || length > MAX_FLAGS_LENGTH) {
			return -1;
		}
		return (length == 1) ? Hex.digit(value.charAt(third + 1)) : Hex.octet(value, third + 1);
	}

	private static String padded(String id, int length) {
		return ZEROS.substring(0, length - id.length()) + id;
	}

	@Override
	public String toString() {
		return "UberTraceIdPropagator";
	}

}
