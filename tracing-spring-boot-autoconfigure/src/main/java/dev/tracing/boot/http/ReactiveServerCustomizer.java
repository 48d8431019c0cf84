/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Gives WebFlux an Observation registry of its own if the application has none that it
 * could use, so that the handler is called in every application.
 */
final class ReactiveServerCustomizer implements WebHttpHandlerBuilderCustomizer {

	private final ObjectProvider<ObservationRegistry> registries;

	private final ReactiveServerObservationHandler handler;

	ReactiveServerCustomizer(ObjectProvider<ObservationRegistry> registries, ReactiveServerObservationHandler handler) {
		this.registries = registries;
		this.handler = handler;
	}

	@Override
	public void customize(WebHttpHandlerBuilder builder) {
		ObservationRegistry registry = this.registries.getIfUnique();
		if (registry == null || registry.isNoop()) {
			ObservationRegistry own = ObservationRegistry.create();
			own.observationConfig().observationHandler(this.handler);
			builder.observationRegistry(own);
		}
	}

}
