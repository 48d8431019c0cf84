/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Repository;

/**
 * Where payments are written down.
 */
@Repository
class PaymentRecords {

	private static final Logger logger = LoggerFactory.getLogger(PaymentRecords.class);

	private final Latency latency;

	PaymentRecords(Latency latency) {
		this.latency = latency;
	}

	@Traced("payment.record")
	void save(PaymentRequest request) {
		Work.take(this.latency.paymentProcess().dividedBy(10));
		logger.info("Payment {} is recorded", request.id());
	}

}
