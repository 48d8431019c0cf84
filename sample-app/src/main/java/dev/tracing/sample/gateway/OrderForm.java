/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import java.util.List;

import dev.tracing.sample.Variant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sends; whatever he leaves out has a default.
 *
 * @param userId who orders
 * @param items what he orders
 * @param variant how the order goes
 */
record OrderForm(@Nullable String userId, @Nullable List<String> items, @Nullable Variant variant) {

	static final OrderForm EMPTY = new OrderForm(null, null, null);

	OrderForm completed(@Nullable String requestedVariant) {
		Variant chosen = (requestedVariant != null) ? Variant.of(requestedVariant) : this.variant;
		return new OrderForm((this.userId != null) ? this.userId : "alice",
				(this.items != null) ? this.items : List.of("book", "pen"), (chosen != null) ? chosen : Variant.NORMAL);
	}

}
