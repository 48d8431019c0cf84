/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.SignalType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Makes sure that the handler is called, and to the end: it gives WebFlux an Observation
 * registry of its own if the application has none that it could use, and ends the span
 * where WebFlux forgets its Observation, such as when a session cannot be saved.
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
		builder.httpHandlerDecorator(this::ending);
	}

	private HttpHandler ending(HttpHandler delegate) {
		return (request, response) -> delegate.handle(request, response)
			.doFinally((signal) -> this.handler.onExchangeOver(request, signal == SignalType.CANCEL));
	}

}
