/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.notification;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Writes to customers.
 */
@Service
class NotificationService {

	private static final Logger logger = LoggerFactory.getLogger(NotificationService.class);

	private static final int REMEMBERED = 100;

	private final BlockingDeque<String> sent = new LinkedBlockingDeque<>(REMEMBERED);

	private final Latency latency;

	NotificationService(Latency latency) {
		this.latency = latency;
	}

	@Traced("notification.send")
	void send(@SpanAttribute(value = "order.id", expression = "orderId") OrderPlaced order) {
		Work.take(this.latency.notificationSend());
		while (!this.sent.offerFirst(order.orderId())) {
			this.sent.pollLast();
		}
		logger.info("Customer {} knows about order {}", order.userId(), order.orderId());
	}

	List<String> sent() {
		return List.copyOf(this.sent);
	}

}
