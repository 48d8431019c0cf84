/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Takes orders and passes them on.
 */
@RestController
class OrderController {

	private final RestClient orders;

	OrderController(RestClient orders) {
		this.orders = orders;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	@Nullable OrderReceipt order(@RequestBody(required = false) @Nullable OrderForm form,
			@RequestParam(required = false) @Nullable String variant) {
		OrderForm order = ((form != null) ? form : OrderForm.EMPTY).completed(variant);
		return this.orders.post().uri("/orders").body(order).retrieve().body(OrderReceipt.class);
	}

	@ExceptionHandler
	ResponseEntity<String> refused(RestClientResponseException ex) {
		return ResponseEntity.status(ex.getStatusCode()).body(ex.getResponseBodyAsString());
	}

	@ExceptionHandler
	ResponseEntity<String> misspelled(IllegalArgumentException ex) {
		return ResponseEntity.badRequest().body(ex.getMessage());
	}

}
