/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.util.Map;

import dev.tracing.sample.Variant;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Calls the payment provider.
 */
@Component
class PaymentProviderClient {

	private final RestClient provider;

	PaymentProviderClient(RestClient provider) {
		this.provider = provider;
	}

	void charge(PaymentRequest request) {
		this.provider.post()
			.uri(path(request.variant()))
			.body(Map.of("reference", request.id(), "amount", request.amount()))
			.retrieve()
			.toBodilessEntity();
	}

	private static String path(Variant variant) {
		return switch (variant) {
			case SLOW -> "/charges/slow";
			case FAIL -> "/charges/fail";
			case NORMAL, RISKY -> "/charges";
		};
	}

}
