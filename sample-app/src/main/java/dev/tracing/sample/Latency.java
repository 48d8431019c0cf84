/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long each step of an order takes.
 *
 * @param orderCreate Time that the order service needs for itself.
 * @param userValidate Time to validate the user.
 * @param inventoryCheck Time to look whether the items are in stock.
 * @param priceCalculate Time to calculate the price.
 * @param orderCreateRecord Time to write the order down.
 * @param paymentProcess Time to take the money; three quarters of it pass at the payment
 * provider.
 * @param inventoryReserve Time to reserve the items.
 * @param notificationSend Time to tell the customer.
 */
@ConfigurationProperties("shop.latency")
public record Latency(@DefaultValue("100ms") Duration orderCreate, @DefaultValue("50ms") Duration userValidate,
		@DefaultValue("100ms") Duration inventoryCheck, @DefaultValue("30ms") Duration priceCalculate,
		@DefaultValue("20ms") Duration orderCreateRecord, @DefaultValue("200ms") Duration paymentProcess,
		@DefaultValue("80ms") Duration inventoryReserve, @DefaultValue("50ms") Duration notificationSend) {

}
