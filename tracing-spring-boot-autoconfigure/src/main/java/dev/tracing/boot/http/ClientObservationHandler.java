/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Function;

import dev.tracing.boot.observation.ObservedContext;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Lets the Observation of a client adopt the spans that we make: it starts before them,
 * so it begins with their parent and ends with the last of them. It makes no span itself.
 */
final class ClientObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final ObservedContext contexts;

	private final boolean reactive;

	private final Function<Observation.Context, @Nullable HttpClientExchange> exchanges;

	/**
	 * Creates a handler.
	 * @param contexts how the parent is found
	 * @param reactive whether the parent is that of a reactive chain, not of the thread
	 * @param exchanges finds the exchange of an Observation; null if we do not trace it
	 */
	ClientObservationHandler(ObservedContext contexts, boolean reactive,
			Function<Observation.Context, @Nullable HttpClientExchange> exchanges) {
		this.contexts = contexts;
		this.reactive = reactive;
		this.exchanges = exchanges;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.exchanges.apply(context) != null;
	}

	@Override
	public void onStart(Observation.Context context) {
		Context parent = this.contexts.find(this.reactive ? context.getParentObservation() : null);
		// The meter handler insists on a tracing context, even on an empty one.
		getTracingContext(context)
			.setSpan((parent != null) ? OtelSpan.fromOtel(io.opentelemetry.api.trace.Span.fromContext(parent), parent)
					: getTracer().currentSpan());
		HttpClientExchange exchange = this.exchanges.apply(context);
		if (exchange != null) {
			exchange.observed(context, (parent != null) ? parent : Context.current());
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
		return this.contexts.tracer();
	}

}
