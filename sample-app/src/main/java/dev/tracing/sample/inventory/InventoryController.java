/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.inventory;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the stock is asked for.
 */
@RestController
@RequestMapping("/inventory")
class InventoryController {

	private final InventoryService inventory;

	InventoryController(InventoryService inventory) {
		this.inventory = inventory;
	}

	@PostMapping("/check")
	boolean check(@RequestBody List<String> items) {
		return this.inventory.check(items);
	}

	@PostMapping("/reservations")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void reserve(@RequestBody List<String> items) {
		this.inventory.reserve(items);
	}

	@PostMapping("/batch")
	int receive(@RequestBody List<String> items) {
		return this.inventory.receive(items);
	}

}
