/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.api.trace.Span;

import org.springframework.stereotype.Service;

/**
 * Takes the money in three steps: risk check, call of the provider, record.
 */
@Service
class PaymentService {

	private final RiskCheck risk;

	private final PaymentProviderClient provider;

	private final PaymentRecords records;

	PaymentService(RiskCheck risk, PaymentProviderClient provider, PaymentRecords records) {
		this.risk = risk;
		this.provider = provider;
		this.records = records;
	}

	@Traced(value = "payment.process",
			attributes = { @SpanAttribute(value = "payment.id", expression = "#request.id"),
					@SpanAttribute(value = "payment.amount", expression = "#request.amount"),
					@SpanAttribute(value = "payment.method", expression = "#request.method") })
	String process(PaymentRequest request) {
		// Known only now, so it cannot be an attribute of the annotation.
		Span span = Span.current();
		if (this.risk.isHigh(request)) {
			span.setAttribute("payment.status", "rejected");
			throw new HighRiskException();
		}
		this.provider.charge(request);
		this.records.save(request);
		span.setAttribute("payment.status", "success");
		return request.id();
	}

}
