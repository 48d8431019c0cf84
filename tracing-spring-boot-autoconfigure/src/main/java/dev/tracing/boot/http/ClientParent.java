/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Supplier;

import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Finds the parent of a request that is sent: the current span, or in a reactive chain
 * the span of the Observation that the chain carries.
 */
final class ClientParent {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Hooks",
			ClientParent.class.getClassLoader());

	private final Supplier<@Nullable Tracer> tracer;

	ClientParent(Supplier<@Nullable Tracer> tracer) {
		this.tracer = tracer;
	}

	Tracer tracer() {
		Tracer tracer = this.tracer.get();
		return (tracer != null) ? tracer : Tracer.NOOP;
	}

	/**
	 * Returns the parent as Micrometer knows it.
	 * @param outer the Observation around the request; null if there is none
	 * @return the span; null if the request starts a trace
	 */
	@Nullable Span span(@Nullable ObservationView outer) {
		Span current = tracer().currentSpan();
		TracingContext tracing = (outer != null) ? outer.getContextView().get(TracingContext.class) : null;
		Span observed = (tracing != null) ? tracing.getSpan() : null;
		if (observed == null || (current != null && isInside(current, observed))) {
			return current;
		}
		return observed;
	}

	/**
	 * Returns the context to start in.
	 * @param span the parent; null for none
	 * @return the parent's context with its baggage, or the current one
	 */
	Context context(@Nullable Span span) {
		if (!(span instanceof OtelSpan)) {
			return Context.current();
		}
		io.opentelemetry.api.trace.Span parent = OtelSpan.toOtel(span);
		Context current = Context.current();
		if (io.opentelemetry.api.trace.Span.fromContext(current).getSpanContext().equals(parent.getSpanContext())) {
			return current;
		}
		// Only a scope brings out the context that Micrometer keeps with the span.
		try (CurrentTraceContext.Scope scope = tracer().currentTraceContext().maybeScope(span.context())) {
			return Context.current().with(parent);
		}
	}

	// With automatic propagation the thread's span was set from the chain, and what is
	// current besides was opened inside of it. Without it, the chain alone is right.
	private static boolean isInside(Span current, Span observed) {
		return REACTOR && AutomaticPropagation.isEnabled()
				&& current.context().traceId().equals(observed.context().traceId());
	}

	private static final class AutomaticPropagation {

		private AutomaticPropagation() {
		}

		static boolean isEnabled() {
			return reactor.core.publisher.Hooks.isAutomaticContextPropagationEnabled();
		}

	}

}
