/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import java.math.BigDecimal;

/**
 * What the customer gets to see of his order.
 *
 * @param id the order's number
 * @param amount what it cost
 * @param status what became of it
 */
record OrderReceipt(String id, BigDecimal amount, String status) {

}
