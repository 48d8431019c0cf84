/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.security.Principal;

import dev.tracing.boot.observation.ObservedContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.context.Context;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Takes fields from the user that Spring Security has authenticated, in WebFlux. There a
 * chain carries the request's Observation, so that is what stands for the new context
 * from here on.
 */
final class PrincipalWebFilter implements WebFilter, Ordered {

	private static final Log log = LogFactory.getLog(PrincipalWebFilter.class);

	// One behind the order of Spring Security's filters.
	private static final int BEHIND_SECURITY = -99;

	private final PrincipalFields fields;

	PrincipalWebFilter(PrincipalFields fields) {
		this.fields = fields;
	}

	@Override
	public int getOrder() {
		return BEHIND_SECURITY;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((reactor) -> exchange.getPrincipal()
			.doOnNext((user) -> put(exchange, reactor, user))
			.onErrorResume(PrincipalWebFilter::nobody)
			.then(Mono.defer(() -> chain.filter(exchange))));
	}

	// Whoever asks for the user next meets it, too.
	private static Mono<Principal> nobody(Throwable error) {
		log.debug("The user of a request is not known", error);
		return Mono.empty();
	}

	private void put(ServerWebExchange exchange, ContextView reactor, Principal user) {
		ServerRequestObservationContext request = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.orElse(null);
		Context current = (request != null) ? request.get(Context.class) : null;
		if (request == null || current == null) {
			return;
		}
		Context context = this.fields.put(current, user);
		if (context == current) {
			return;
		}
		ObservedContext.put(request, context);
		// Spring Security has one of its own around what is behind it.
		if (reactor.getOrDefault(ObservationThreadLocalAccessor.KEY, null) instanceof Observation around
				&& around.getContext() != request) {
			ObservedContext.put(around.getContext(), context);
		}
	}

}
