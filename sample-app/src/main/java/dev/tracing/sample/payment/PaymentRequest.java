/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.math.BigDecimal;

import dev.tracing.sample.Variant;

/**
 * What is to be paid.
 *
 * @param id number of the payment
 * @param amount how much
 * @param method how, such as {@code credit_card}
 * @param variant how the payment goes
 */
record PaymentRequest(String id, BigDecimal amount, String method, Variant variant) {

}
