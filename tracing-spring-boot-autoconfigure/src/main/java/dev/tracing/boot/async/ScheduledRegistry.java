/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Makes sure that the handler is called: it gives scheduled methods an Observation
 * registry of their own if the application has set none that it could use.
 */
final class ScheduledRegistry implements SchedulingConfigurer {

	private final ScheduledObservationHandler handler;

	ScheduledRegistry(ScheduledObservationHandler handler) {
		this.handler = handler;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		ObservationRegistry registry = registrar.getObservationRegistry();
		if (registry == null || registry.isNoop()) {
			ObservationRegistry own = ObservationRegistry.create();
			own.observationConfig().observationHandler(this.handler);
			registrar.setObservationRegistry(own);
		}
	}

}
