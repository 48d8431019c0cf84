/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;

import dev.tracing.sample.Variant;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Calls the payment service.
 */
@Component
class PaymentClient {

	private final RestClient payments;

	PaymentClient(RestClient payments) {
		this.payments = payments;
	}

	void pay(Order order, Variant variant) {
		Payment payment = new Payment("pay-" + order.id(), order.amount(), "credit_card", variant);
		this.payments.post().uri("/payments").body(payment).retrieve().toBodilessEntity();
	}

	record Payment(String id, BigDecimal amount, String method, Variant variant) {

	}

}
