/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells everybody who listens to the topic {@code orders}.
 */
@Component
class Notifications {

	private final KafkaTemplate<String, Object> kafka;

	Notifications(KafkaTemplate<String, Object> kafka) {
		this.kafka = kafka;
	}

	CompletableFuture<?> send(Order order) {
		return this.kafka.send("orders", order.id(), new OrderPlaced(order.id(), order.userId(), order.amount()));
	}

	record OrderPlaced(String orderId, String userId, BigDecimal amount) {

	}

}
