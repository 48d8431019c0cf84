/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import dev.tracing.sample.Variant;
import dev.tracing.sample.payment.api.PayRequest;
import dev.tracing.sample.payment.api.PaymentsGrpc;
import dev.tracing.sample.payment.api.PaymentsGrpc.PaymentsBlockingStub;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.stereotype.Component;

/**
 * Calls the payment service over gRPC.
 */
@Component
@ConditionalOnProperty(name = "shop.payment.transport", havingValue = "grpc")
class GrpcPaymentClient implements PaymentClient {

	private final PaymentsBlockingStub payments;

	GrpcPaymentClient(GrpcChannelFactory channels, @Value("${shop.url.payment-grpc}") String url) {
		this.payments = PaymentsGrpc.newBlockingStub(channels.createChannel(url));
	}

	@Override
	public void pay(Order order, Variant variant) {
		this.payments.pay(PayRequest.newBuilder()
			.setId("pay-" + order.id())
			.setAmount(order.amount().toPlainString())
			.setMethod("credit_card")
			.setVariant(variant.name())
			.build());
	}

}
