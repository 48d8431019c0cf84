/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.util.List;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Finds out whether a WebClient has an ObservationRegistry, which its builder does not
 * tell: a copy of it is asked for a request that goes nowhere.
 */
final class WebClientProbe implements ClientRequestObservationConvention {

	private boolean asked;

	private WebClientProbe() {
	}

	static boolean isObserved(WebClient.Builder builder) {
		WebClientProbe probe = new WebClientProbe();
		try {
			builder.clone()
				.filters(List::clear)
				.clientConnector((method, uri, callback) -> Mono.empty())
				.exchangeFunction((request) -> Mono.empty())
				.observationConvention(probe)
				.build()
				.get()
				.uri(URI.create("http://localhost"))
				.exchangeToMono((response) -> Mono.empty())
				.subscribe((nothing) -> {
				}, (error) -> {
				});
			return probe.asked;
		}
		catch (RuntimeException ex) {
			// Its default request cannot be made here: leave it as the user made it.
			return true;
		}
	}

	/**
	 * Only a registry that is not a no-op asks for the name. It gets none, so that no
	 * Observation starts.
	 */
	@Override
	public String getName() {
		this.asked = true;
		throw new IllegalStateException("This request is not to be observed");
	}

}
