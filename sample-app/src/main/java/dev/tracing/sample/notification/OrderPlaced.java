/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.notification;

import java.math.BigDecimal;

/**
 * What Kafka brings.
 *
 * @param orderId number of the order
 * @param userId who placed it
 * @param amount what it costs
 */
record OrderPlaced(String orderId, String userId, BigDecimal amount) {

}
