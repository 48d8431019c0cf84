/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Supplier;

import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.observation.ObservedContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Puts tracing into WebClients, into each of them once.
 */
final class WebClientTracing {

	private final TracingExchangeFilter filter;

	private final ObservationRegistry silent;

	/**
	 * Creates tracing for WebClients.
	 * @param tracing what clients share
	 * @param contexts how the parent is found
	 */
	WebClientTracing(Supplier<@Nullable HttpClientTracing> tracing, ObservedContext contexts) {
		this.filter = new TracingExchangeFilter(tracing, contexts);
		this.silent = ObservationRegistry.create();
		this.silent.observationConfig()
			.observationHandler(observationHandler(contexts))
			.observationConvention(new SilentObservationConvention());
	}

	/**
	 * Makes the handler of a WebClient's Observation. That starts before the spans of the
	 * attempts: it begins with their parent and ends with the last of them.
	 * @param contexts how the parent is found
	 * @return the handler
	 */
	static AdoptingObservationHandler observationHandler(ObservedContext contexts) {
		return new AdoptingObservationHandler(contexts::tracer, (context) -> exchangeOf(context) != null,
				(context) -> parent(context, contexts));
	}

	private static @Nullable Span parent(Observation.Context context, ObservedContext contexts) {
		Context parent = contexts.find(context.getParentObservation());
		HttpClientExchange exchange = exchangeOf(context);
		if (exchange != null) {
			exchange.observed(context, (parent != null) ? parent : Context.current());
		}
		return (parent != null) ? OtelSpan.fromOtel(io.opentelemetry.api.trace.Span.fromContext(parent), parent)
				: contexts.tracer().currentSpan();
	}

	/**
	 * Registry for a client whose Observations nobody listens to. It cannot be the no-op
	 * one: with that, a WebClient hides the Observation around it from its own filters,
	 * and the parent of a reactive chain would be lost.
	 * @return a registry without meters
	 */
	ObservationRegistry silentRegistry() {
		return this.silent;
	}

	/**
	 * Adds tracing to a builder that has its ObservationRegistry.
	 * @param builder a builder
	 * @return whether it was not traced before
	 */
	boolean customize(WebClient.Builder builder) {
		boolean[] added = new boolean[1];
		builder.filters((filters) -> {
			added[0] = filters.stream().noneMatch(TracingExchangeFilter.class::isInstance);
			if (added[0]) {
				filters.add(0, this.filter);
			}
		});
		if (added[0]) {
			builder.defaultRequest((request) -> request.attribute(HttpClientExchange.ATTRIBUTE, true));
		}
		return added[0];
	}

	/**
	 * Adds tracing to a builder that the user made, and a registry where it has none.
	 * @param builder a builder
	 * @return whether it was not traced before
	 */
	boolean customizeWithRegistry(WebClient.Builder builder) {
		boolean added = customize(builder);
		if (added && !WebClientProbe.isObserved(builder)) {
			builder.observationRegistry(this.silent);
		}
		return added;
	}

	/**
	 * Returns the client with tracing.
	 * @param client a client
	 * @return the same one if it is traced already
	 */
	WebClient traced(WebClient client) {
		WebClient.Builder builder = client.mutate();
		// A mock has no builder.
		return (builder != null && customizeWithRegistry(builder)) ? builder.build() : client;
	}

	/**
	 * Finds the exchange of an Observation. The Observation itself keeps it: the request
	 * may be subscribed to many times at once.
	 * @param context the Observation's context
	 * @return the exchange; null if the client is not traced by us
	 */
	static @Nullable HttpClientExchange exchangeOf(Observation.Context context) {
		if (!(context instanceof ClientRequestObservationContext client)) {
			return null;
		}
		ClientRequest request = client.getRequest();
		if (request == null || !request.attributes().containsKey(HttpClientExchange.ATTRIBUTE)) {
			return null;
		}
		return context.computeIfAbsent(HttpClientExchange.class, (type) -> new HttpClientExchange());
	}

}
