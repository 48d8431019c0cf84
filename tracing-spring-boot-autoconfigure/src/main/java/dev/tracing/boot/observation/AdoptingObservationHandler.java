/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Lets Observations take a native span as their own, as a rule the one that is already
 * current: their metrics stay, a second span is not made. Rejecting them instead would
 * lose the metrics, because Micrometer's meter handler asks for the span.
 */
public final class AdoptingObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final Supplier<Tracer> tracer;

	private final Predicate<Observation.Context> adopting;

	private final Function<Observation.Context, @Nullable Span> spans;

	/**
	 * Creates a handler of Observations that take the current span; in a reactive chain,
	 * where there may be none on the thread, that of the Observation around them.
	 * @param tracer the tracer
	 * @param adopting which Observations have a native span; the answer for a context
	 * must never change
	 */
	public AdoptingObservationHandler(Tracer tracer, Predicate<Observation.Context> adopting) {
		this(() -> tracer, adopting, (context) -> {
			Span current = tracer.currentSpan();
			return (current != null) ? current : spanAround(context);
		});
	}

	private static @Nullable Span spanAround(Observation.Context context) {
		ObservationView parent = context.getParentObservation();
		TracingContext tracing = (parent != null) ? parent.getContextView().get(TracingContext.class) : null;
		return (tracing != null) ? tracing.getSpan() : null;
	}

	/**
	 * Creates a handler.
	 * @param tracer the tracer, asked for when it is needed
	 * @param adopting which Observations have a native span; the answer for a context
	 * must never change
	 * @param spans which span an Observation takes as it starts; null for none
	 */
	public AdoptingObservationHandler(Supplier<Tracer> tracer, Predicate<Observation.Context> adopting,
			Function<Observation.Context, @Nullable Span> spans) {
		this.tracer = tracer;
		this.adopting = adopting;
		this.spans = spans;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.adopting.test(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		// The meter handler insists on a tracing context, even on an empty one.
		getTracingContext(context).setSpan(this.spans.apply(context));
	}

	@Override
	public void onError(Observation.Context context) {
		// The native span has its own error.
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		// The native span has its own events.
	}

	@Override
	public void onStop(Observation.Context context) {
		// The native span has its own end.
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		if (getTracingContext(context).getSpan() != null) {
			TracingObservationHandler.super.onScopeOpened(context);
		}
	}

	@Override
	public Tracer getTracer() {
		return this.tracer.get();
	}

}
