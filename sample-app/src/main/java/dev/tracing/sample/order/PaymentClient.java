/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import dev.tracing.sample.Variant;

/**
 * Calls the payment service.
 */
interface PaymentClient {

	void pay(Order order, Variant variant);

}
