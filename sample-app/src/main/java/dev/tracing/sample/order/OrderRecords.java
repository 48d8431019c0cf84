/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;
import java.util.UUID;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;

import org.springframework.stereotype.Repository;

/**
 * Where orders are written down.
 */
@Repository
class OrderRecords {

	private final Latency latency;

	OrderRecords(Latency latency) {
		this.latency = latency;
	}

	@Traced(name = "order.create_record", attributes = @SpanAttribute(value = "order.id", expression = "#result?.id"))
	Order create(OrderRequest request, BigDecimal amount) {
		Work.take(this.latency.orderCreateRecord());
		return new Order(UUID.randomUUID().toString(), request.userId(), request.items(), amount, "created");
	}

}
