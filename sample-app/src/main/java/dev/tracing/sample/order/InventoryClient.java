/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Calls the inventory service.
 */
@Component
class InventoryClient {

	private final WebClient inventory;

	InventoryClient(WebClient inventory) {
		this.inventory = inventory;
	}

	boolean check(List<String> items) {
		Boolean available = this.inventory.post()
			.uri("/inventory/check")
			.bodyValue(items)
			.retrieve()
			.bodyToMono(Boolean.class)
			.block();
		return Boolean.TRUE.equals(available);
	}

	CompletableFuture<?> reserve(List<String> items) {
		return this.inventory.post()
			.uri("/inventory/reservations")
			.bodyValue(items)
			.retrieve()
			.toBodilessEntity()
			.toFuture();
	}

}
