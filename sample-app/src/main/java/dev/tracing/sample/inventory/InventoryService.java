/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.inventory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;

import org.springframework.stereotype.Service;

/**
 * Knows what is in stock.
 */
@Service
class InventoryService {

	private static final int PLENTY = 1_000_000;

	private final Map<String, Integer> stock = new ConcurrentHashMap<>(
			Map.of("book", PLENTY, "pen", PLENTY, "laptop", PLENTY));

	private final Latency latency;

	InventoryService(Latency latency) {
		this.latency = latency;
	}

	@Traced("inventory.check")
	boolean check(@SpanAttribute("inventory.items") List<String> items) {
		Work.take(this.latency.inventoryCheck());
		return items.stream().allMatch((item) -> this.stock.getOrDefault(item, 0) > 0);
	}

	@Traced("inventory.reserve")
	void reserve(@SpanAttribute("inventory.items") List<String> items) {
		Work.take(this.latency.inventoryReserve());
		items.forEach((item) -> this.stock.computeIfPresent(item, (name, count) -> count - 1));
	}

	// One span for the whole delivery, none for a single item.
	@Traced(name = "process_batch", attributes = @SpanAttribute(value = "batch_size", expression = "#items.size()"))
	int receive(List<String> items) {
		items.forEach((item) -> this.stock.computeIfPresent(item, (name, count) -> count + 1));
		return items.size();
	}

}
