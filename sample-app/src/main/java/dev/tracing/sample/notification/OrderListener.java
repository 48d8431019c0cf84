/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.notification;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears of orders.
 */
@Component
class OrderListener {

	private final NotificationService notifications;

	OrderListener(NotificationService notifications) {
		this.notifications = notifications;
	}

	@KafkaListener(topics = "orders")
	void placed(OrderPlaced order) {
		this.notifications.send(order);
	}

}
