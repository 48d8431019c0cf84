/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What a listener's adapter takes for the current Observation: the container's, and a
 * notice to the delivery. The adapter opens a scope only once the result is there, on
 * whatever thread completed it.
 */
final class ListenerObservation implements Observation {

	private final Deliveries deliveries;

	private final Delivery delivery;

	private final Observation delegate;

	private boolean hasResult;

	ListenerObservation(Deliveries deliveries, Delivery delivery, Observation delegate) {
		this.deliveries = deliveries;
		this.delivery = delivery;
		this.delegate = delegate;
	}

	@Override
	public Observation error(Throwable error) {
		this.delegate.error(error);
		// The container tells of any other exception, unless the listener's own error
		// handler makes up for it.
		if (this.hasResult || error instanceof Error) {
			this.deliveries.fail(this.delivery, error);
		}
		return this;
	}

	@Override
	@SuppressWarnings("MustBeClosedChecker") // closed with the scope that is returned
	public Scope openScope() {
		this.hasResult = true;
		return new ListenerScope(this, this.delegate.openScope(), this.delivery.context().makeCurrent());
	}

	@Override
	public void stop() {
		this.delegate.stop();
		this.delivery.listenerDone();
	}

	@Override
	public Observation contextualName(@Nullable String contextualName) {
		this.delegate.contextualName(contextualName);
		return this;
	}

	@Override
	public Observation parentObservation(@Nullable Observation parentObservation) {
		this.delegate.parentObservation(parentObservation);
		return this;
	}

	@Override
	public Observation lowCardinalityKeyValue(KeyValue keyValue) {
		this.delegate.lowCardinalityKeyValue(keyValue);
		return this;
	}

	@Override
	public Observation highCardinalityKeyValue(KeyValue keyValue) {
		this.delegate.highCardinalityKeyValue(keyValue);
		return this;
	}

	@Override
	public Observation observationConvention(ObservationConvention<?> observationConvention) {
		this.delegate.observationConvention(observationConvention);
		return this;
	}

	@Override
	public Observation event(Event event) {
		this.delegate.event(event);
		return this;
	}

	@Override
	public Observation start() {
		this.delegate.start();
		return this;
	}

	@Override
	public Context getContext() {
		return this.delegate.getContext();
	}

	@Override
	public ObservationRegistry getObservationRegistry() {
		return this.delegate.getObservationRegistry();
	}

	private record ListenerScope(Observation observation, Scope delegate,
			io.opentelemetry.context.Scope scope) implements Scope {

		@Override
		public Observation getCurrentObservation() {
			return this.observation;
		}

		@Override
		public void close() {
			this.scope.close();
			this.delegate.close();
		}

		@Override
		@Deprecated
		public void reset() {
			this.delegate.reset();
		}

		@Override
		@Deprecated
		public void makeCurrent() {
			this.delegate.makeCurrent();
		}

	}

}
