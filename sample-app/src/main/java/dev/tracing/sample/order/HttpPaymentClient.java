/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;

import dev.tracing.sample.Variant;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Calls the payment service over HTTP.
 */
@Component
@ConditionalOnProperty(name = "shop.payment.transport", havingValue = "http")
class HttpPaymentClient implements PaymentClient {

	private final RestClient payments;

	HttpPaymentClient(RestClient payments) {
		this.payments = payments;
	}

	@Override
	public void pay(Order order, Variant variant) {
		Payment payment = new Payment("pay-" + order.id(), order.amount(), "credit_card", variant);
		this.payments.post().uri("/payments").body(payment).retrieve().toBodilessEntity();
	}

	record Payment(String id, BigDecimal amount, String method, Variant variant) {

	}

}
