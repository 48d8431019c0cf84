/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Variant;
import dev.tracing.sample.Work;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Creates orders: four steps, one after the other, then three at once.
 */
@Service
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private static final AttributeKey<String> VALIDATION_RESULT = AttributeKey.stringKey("validation.result");

	private static final AttributeKey<Long> VALIDATION_DURATION = AttributeKey.longKey("validation.duration_ms");

	private final UserService users;

	private final InventoryClient inventory;

	private final PriceCalculator prices;

	private final OrderRecords records;

	private final PaymentClient payments;

	private final Notifications notifications;

	private final Executor executor;

	private final Latency latency;

	OrderService(UserService users, InventoryClient inventory, PriceCalculator prices, OrderRecords records,
			PaymentClient payments, Notifications notifications, Executor orderExecutor, Latency latency) {
		this.users = users;
		this.inventory = inventory;
		this.prices = prices;
		this.records = records;
		this.payments = payments;
		this.notifications = notifications;
		this.executor = orderExecutor;
		this.latency = latency;
	}

	@Traced(value = "order.create",
			attributes = { @SpanAttribute(value = "order.id", expression = "#result?.id"),
					@SpanAttribute(value = "order.amount", expression = "#result?.amount"),
					@SpanAttribute(value = "order.status", expression = "#result?.status") })
	Order create(@SpanAttribute(value = "user.id", expression = "userId") OrderRequest request) {
		Work.take(this.latency.orderCreate());
		validate(request);
		BigDecimal amount = this.prices.calculate(request.items());
		Order order = this.records.create(request, amount);
		fulfil(order, request.variant());
		logger.info("Order {} is confirmed", order.id());
		return order.confirmed();
	}

	private void validate(OrderRequest request) {
		long start = System.nanoTime();
		this.users.validate(request.userId());
		boolean available = this.inventory.check(request.items());
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		Span.current()
			.addEvent("order.validated",
					Attributes.of(VALIDATION_RESULT, available ? "success" : "failure", VALIDATION_DURATION, millis));
		if (!available) {
			throw new OutOfStockException();
		}
	}

	private void fulfil(Order order, Variant variant) {
		CompletableFuture<?> payment = CompletableFuture.runAsync(() -> this.payments.pay(order, variant),
				this.executor);
		CompletableFuture<?> reservation = this.inventory.reserve(order.items());
		CompletableFuture<?> notification = this.notifications.send(order);
		try {
			CompletableFuture.allOf(payment, reservation, notification).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

}
