/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.Locale;

import dev.tracing.sample.gateway.GatewayApplication;
import dev.tracing.sample.inventory.InventoryApplication;
import dev.tracing.sample.notification.NotificationApplication;
import dev.tracing.sample.order.OrderApplication;
import dev.tracing.sample.payment.PaymentApplication;

/**
 * The services of the shop, those that are called before those that call.
 */
enum ShopService {

	NOTIFICATION(NotificationApplication.class, true),

	INVENTORY(InventoryApplication.class, false),

	PAYMENT(PaymentApplication.class, false),

	ORDER(OrderApplication.class, true),

	GATEWAY(GatewayApplication.class, false);

	private final Class<?> application;

	private final boolean usesKafka;

	ShopService(Class<?> application, boolean usesKafka) {
		this.application = application;
		this.usesKafka = usesKafka;
	}

	Class<?> application() {
		return this.application;
	}

	boolean usesKafka() {
		return this.usesKafka;
	}

	/**
	 * Name of the service, of its configuration file and in its spans.
	 * @return the name
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
