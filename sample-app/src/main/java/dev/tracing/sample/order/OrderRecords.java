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

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where orders are written down.
 */
@Repository
class OrderRecords {

	private final JdbcClient database;

	private final Latency latency;

	OrderRecords(JdbcClient database, Latency latency) {
		this.database = database;
		this.latency = latency;
	}

	@Traced(name = "order.create_record", attributes = @SpanAttribute(value = "order.id", expression = "#result?.id"))
	Order create(OrderRequest request, BigDecimal amount) {
		Work.take(this.latency.orderCreateRecord());
		Order order = new Order(UUID.randomUUID().toString(), request.userId(), request.items(), amount, "created");
		this.database.sql("INSERT INTO orders (id, user_id, items, amount, status) VALUES (?, ?, ?, ?, ?)")
			.params(order.id(), order.userId(), String.join(", ", order.items()), order.amount(), order.status())
			.update();
		return order;
	}

}
