/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The OpenTelemetry context that an Observation stands for. A reactive chain carries an
 * Observation, where code on a thread finds its parent and its baggage in the current
 * context.
 */
public final class ObservedContext {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Hooks",
			ObservedContext.class.getClassLoader());

	private final Supplier<? extends @Nullable Tracer> tracer;

	/**
	 * Creates a finder of contexts.
	 * @param tracer the tracer, asked for when it is needed; null while there is none
	 */
	public ObservedContext(Supplier<? extends @Nullable Tracer> tracer) {
		this.tracer = tracer;
	}

	/**
	 * Lets an Observation have a span and stand for its context.
	 * @param observation the Observation's context
	 * @param context the context with the span and its baggage
	 */
	public static void put(Observation.Context observation, Context context) {
		TracingContext tracing = observation.computeIfAbsent(TracingContext.class, (type) -> new TracingContext());
		tracing.setSpan(OtelSpan.fromOtel(Span.fromContext(context), context));
		observation.put(Context.class, context);
	}

	/**
	 * Returns the tracer.
	 * @return the tracer; one that does nothing while there is none
	 */
	public Tracer tracer() {
		Tracer tracer = this.tracer.get();
		return (tracer != null) ? tracer : Tracer.NOOP;
	}

	/**
	 * Finds the context that an Observation carries along a chain, whatever is current.
	 * @param observation an Observation
	 * @return the context with the Observation's span and baggage; null if the
	 * Observation has no span
	 */
	public @Nullable Context findCarried(ObservationView observation) {
		Context own = observation.getContextView().get(Context.class);
		TracingContext tracing = observation.getContextView().get(TracingContext.class);
		if (own != null && tracing != null && tracing.getSpan() instanceof OtelSpan span
				&& Span.fromContext(own).getSpanContext().equals(OtelSpan.toOtel(span).getSpanContext())) {
			return own;
		}
		return find(observation);
	}

	/**
	 * Finds the context of an Observation.
	 * @param observation an Observation; null if there is none
	 * @return the context with the Observation's span and baggage, or the current one if
	 * its span was opened inside of that; null if the Observation has no span
	 */
	public @Nullable Context find(@Nullable ObservationView observation) {
		if (observation == null) {
			return null;
		}
		Observation.ContextView view = observation.getContextView();
		TracingContext tracing = view.get(TracingContext.class);
		if (tracing == null || !(tracing.getSpan() instanceof OtelSpan span)) {
			return null;
		}
		SpanContext observed = OtelSpan.toOtel(span).getSpanContext();
		Context current = Context.current();
		if (isSameOrInside(Span.fromContext(current).getSpanContext(), observed)) {
			return current;
		}
		Context own = view.get(Context.class);
		if (own != null && Span.fromContext(own).getSpanContext().equals(observed)) {
			return own;
		}
		// Only a scope brings out the context that Micrometer keeps with the span.
		try (CurrentTraceContext.Scope scope = tracer().currentTraceContext().maybeScope(span.context())) {
			return Context.current().with(OtelSpan.toOtel(span));
		}
	}

	// With automatic propagation the thread's span was set from the chain, and what is
	// current besides was opened inside of it. Without it, the chain alone is right.
	private static boolean isSameOrInside(SpanContext current, SpanContext observed) {
		return current.equals(observed) || (REACTOR && AutomaticPropagation.isEnabled() && current.isValid()
				&& current.getTraceId().equals(observed.getTraceId()));
	}

	private static final class AutomaticPropagation {

		private AutomaticPropagation() {
		}

		static boolean isEnabled() {
			return reactor.core.publisher.Hooks.isAutomaticContextPropagationEnabled();
		}

	}

}
