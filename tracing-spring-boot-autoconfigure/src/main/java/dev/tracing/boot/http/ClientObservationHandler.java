/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Lets the Observation of a client adopt the spans that we make: it starts before them,
 * so it begins with their parent and ends with the last of them. It makes no span itself.
 */
final class ClientObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final ClientParent parents;

	private final boolean reactive;

	private final Function<Observation.Context, @Nullable HttpClientExchange> exchanges;

	/**
	 * Creates a handler.
	 * @param parents how the parent is found
	 * @param reactive whether the parent is that of a reactive chain, not of the thread
	 * @param exchanges finds the exchange of an Observation; null if we do not trace it
	 */
	ClientObservationHandler(ClientParent parents, boolean reactive,
			Function<Observation.Context, @Nullable HttpClientExchange> exchanges) {
		this.parents = parents;
		this.reactive = reactive;
		this.exchanges = exchanges;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.exchanges.apply(context) != null;
	}

	@Override
	public void onStart(Observation.Context context) {
		Span parent = this.parents.span(this.reactive ? context.getParentObservation() : null);
		// The meter handler insists on a tracing context, even on an empty one.
		TracingContext tracing = getTracingContext(context);
		tracing.setSpan(parent);
		HttpClientExchange exchange = this.exchanges.apply(context);
		if (exchange != null) {
			exchange.observed(context, this.parents.context(parent));
		}
	}

	@Override
	public void onError(Observation.Context context) {
		// The span has its own error.
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		// The span has its own events.
	}

	@Override
	public void onStop(Observation.Context context) {
		// The span has its own end.
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		if (getTracingContext(context).getSpan() != null) {
			TracingObservationHandler.super.onScopeOpened(context);
		}
	}

	@Override
	public Tracer getTracer() {
		return this.parents.tracer();
	}

}
