/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Filters with one that stays behind all others.
 *
 * @param outer the others
 * @param innermost the one that calls the server
 */
record InnermostFilter(ExchangeFilterFunction outer,
		ExchangeFilterFunction innermost) implements ExchangeFilterFunction {

	@Override
	public ExchangeFilterFunction andThen(ExchangeFilterFunction filter) {
		return new InnermostFilter(this.outer.andThen(filter), this.innermost);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return this.outer.filter(request, this.innermost.apply(next));
	}

}
