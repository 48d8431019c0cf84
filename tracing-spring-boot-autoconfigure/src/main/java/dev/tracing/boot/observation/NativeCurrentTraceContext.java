/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.otel.bridge.OtelTraceContext;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Current trace context that sees spans which were made current without Micrometer.
 * Micrometer's own remembers the span of its last scope, so that an Observation inside a
 * native span would become a child of the span around it.
 */
final class NativeCurrentTraceContext extends OtelCurrentTraceContext {

	@Override
	public @Nullable TraceContext context() {
		TraceContext remembered = super.context();
		Span current = Span.current();
		if (!current.getSpanContext().isValid() || isSame(remembered, current)) {
			return remembered;
		}
		return OtelSpan.fromOtel(current).context();
	}

	private static boolean isSame(@Nullable TraceContext remembered, Span current) {
		return remembered != null && current.getSpanContext().equals(OtelTraceContext.toOtelSpanContext(remembered));
	}

}
