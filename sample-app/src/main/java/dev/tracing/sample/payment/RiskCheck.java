/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.math.BigDecimal;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Variant;
import dev.tracing.sample.Work;

import org.springframework.stereotype.Service;

/**
 * Says whether a payment is better refused.
 */
@Service
class RiskCheck {

	private static final BigDecimal LIMIT = new BigDecimal(1000);

	private final Latency latency;

	RiskCheck(Latency latency) {
		this.latency = latency;
	}

	@Traced(value = "payment.risk_check",
			attributes = @SpanAttribute(value = "payment.high_risk", expression = "#result"))
	boolean isHigh(PaymentRequest request) {
		Work.take(this.latency.paymentProcess().multipliedBy(3).dividedBy(20));
		return request.variant() == Variant.RISKY || request.amount().compareTo(LIMIT) > 0;
	}

}
