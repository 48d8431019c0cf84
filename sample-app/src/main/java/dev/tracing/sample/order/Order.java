/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;
import java.util.List;

/**
 * An order that has been written down.
 *
 * @param id its number
 * @param userId who pays
 * @param items what he gets
 * @param amount what he pays
 * @param status how far it is
 */
record Order(String id, String userId, List<String> items, BigDecimal amount, String status) {

	Order confirmed() {
		return new Order(this.id, this.userId, this.items, this.amount, "confirmed");
	}

}
