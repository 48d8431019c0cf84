/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

import org.springframework.web.reactive.function.client.ClientRequestObservationContext;

/**
 * Convention for Observations that nobody listens to: no key values are computed.
 */
final class SilentObservationConvention implements GlobalObservationConvention<ClientRequestObservationContext> {

	@Override
	public String getName() {
		return "http.client.requests";
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ClientRequestObservationContext;
	}

}
