/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

/**
 * Lets Observations take the span that is already current as their own: their metrics
 * stay, a second span is not made. Rejecting them instead would lose the metrics, because
 * Micrometer's meter handler asks for the span.
 */
public final class AdoptingObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final Tracer tracer;

	private final Predicate<Observation.Context> adopted;

	/**
	 * Creates a handler.
	 * @param tracer the tracer
	 * @param adopted which Observations have a native span; the answer for a context must
	 * never change
	 */
	public AdoptingObservationHandler(Tracer tracer, Predicate<Observation.Context> adopted) {
		this.tracer = tracer;
		this.adopted = adopted;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.adopted.test(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		Span current = this.tracer.currentSpan();
		if (current != null) {
			getTracingContext(context).setSpan(current);
		}
		else {
			// The meter handler insists on a tracing context, even on an empty one.
			getTracingContext(context);
		}
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
	public void onScopeClosed(Observation.Context context) {
		if (getTracingContext(context).getSpan() != null) {
			TracingObservationHandler.super.onScopeClosed(context);
		}
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
