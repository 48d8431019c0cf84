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
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context, level 2. A header that was received several times is to be read as
 * one list by the getter.
 */
final class TraceContextPropagator implements TextMapPropagator {

	private static final String TRACEPARENT = "traceparent";

	private static final String TRACESTATE = "tracestate";

	private static final List<String> FIELDS = List.of(TRACEPARENT, TRACESTATE);

	private final TraceStateReader traceStates;

	TraceContextPropagator(TraceStateReader traceStates) {
		this.traceStates = traceStates;
	}

	@Override
	public Collection<String> fields() {
		return FIELDS;
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		SpanContext span = Span.fromContext(context).getSpanContext();
		if (!span.isValid()) {
			return;
		}
		setter.set(carrier, TRACEPARENT, TraceParent.write(span));
		TraceState traceState = span.getTraceState();
		if (!traceState.isEmpty()) {
			setter.set(carrier, TRACESTATE, ListedTraceState.write(traceState));
		}
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		CharSequence received = PeekingGetter.peek(getter, carrier, TRACEPARENT);
		if (received == null) {
			return context;
		}
		CharSequence header = HeaderText.stripped(received);
		if (!TraceParent.isValid(header)) {
			return context;
		}
		CharSequence traceState = PeekingGetter.peek(getter, carrier, TRACESTATE);
		SpanContext span = TraceParent.read(header,
				(traceState != null) ? this.traceStates.read(traceState) : TraceState.getDefault());
		return context.with(Span.wrap(span));
	}

	@Override
	public String toString() {
		return "TraceContextPropagator";
	}

}
