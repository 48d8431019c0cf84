/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Registry in which the current Observation also tells the current delivery when the
 * listener's result is complete.
 */
final class ListenerObservationRegistry implements ObservationRegistry {

	private final Deliveries deliveries;

	private final ObservationRegistry delegate;

	ListenerObservationRegistry(Deliveries deliveries, ObservationRegistry delegate) {
		this.deliveries = deliveries;
		this.delegate = delegate;
	}

	@Override
	public @Nullable Observation getCurrentObservation() {
		Observation current = this.delegate.getCurrentObservation();
		Delivery delivery = this.deliveries.current();
		if (delivery == null) {
			return current;
		}
		delivery.listenerCalled();
		return new ListenerObservation(this.deliveries, delivery, (current != null) ? current : Observation.NOOP);
	}

	@Override
	public Observation.@Nullable Scope getCurrentObservationScope() {
		return this.delegate.getCurrentObservationScope();
	}

	@Override
	public void setCurrentObservationScope(Observation.@Nullable Scope current) {
		this.delegate.setCurrentObservationScope(current);
	}

	@Override
	public ObservationConfig observationConfig() {
		return this.delegate.observationConfig();
	}

}
