/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.math.BigDecimal;

import dev.tracing.sample.Variant;
import dev.tracing.sample.payment.api.PayReply;
import dev.tracing.sample.payment.api.PayRequest;
import dev.tracing.sample.payment.api.PaymentsGrpc;
import io.grpc.stub.StreamObserver;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Service;

/**
 * Where the order service asks for money, if it does so over gRPC.
 */
@Service
@ConditionalOnProperty(name = "shop.payment.transport", havingValue = "grpc")
class GrpcPayments extends PaymentsGrpc.PaymentsImplBase {

	private final PaymentService payments;

	GrpcPayments(PaymentService payments) {
		this.payments = payments;
	}

	@Override
	public void pay(PayRequest request, StreamObserver<PayReply> replies) {
		String id = this.payments.process(new PaymentRequest(request.getId(), new BigDecimal(request.getAmount()),
				request.getMethod(), Variant.of(request.getVariant())));
		replies.onNext(PayReply.newBuilder().setId(id).build());
		replies.onCompleted();
	}

}
