/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.context.Context;

/**
 * Observations that stand for a context where only an Observation is looked for, as in
 * Reactor's context. They are never started, so they have no meters; their scopes make
 * the context's span current.
 */
public final class StandIns {

	private final ObservationRegistry registry = ObservationRegistry.create();

	/**
	 * Creates stand-ins.
	 * @param tracer the tracer, asked for when a scope is opened
	 */
	public StandIns(Supplier<Tracer> tracer) {
		this.registry.observationConfig().observationHandler(new ScopeHandler(tracer));
	}

	/**
	 * Makes an Observation that stands for a context.
	 * @param context the context with the span and its baggage
	 * @return the Observation
	 */
	public Observation of(Context context) {
		Observation.Context carrier = new Observation.Context();
		ObservedContext.put(carrier, context);
		return Observation.createNotStarted("traced", () -> carrier, this.registry);
	}

	private record ScopeHandler(Supplier<Tracer> tracer) implements TracingObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public Tracer getTracer() {
			return this.tracer.get();
		}

	}

}
