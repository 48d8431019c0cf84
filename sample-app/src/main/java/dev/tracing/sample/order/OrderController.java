/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientResponseException;

/**
 * Where the gateway brings orders.
 */
@RestController
class OrderController {

	private final OrderService orders;

	OrderController(OrderService orders) {
		this.orders = orders;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	Order create(@RequestBody OrderRequest request) {
		return this.orders.create(request);
	}

	@ExceptionHandler
	ResponseEntity<String> unpaid(RestClientResponseException ex) {
		HttpStatusCode status = ex.getStatusCode().is4xxClientError() ? ex.getStatusCode() : HttpStatus.BAD_GATEWAY;
		return ResponseEntity.status(status).body("The payment did not succeed");
	}

	@ExceptionHandler
	ResponseEntity<String> unpaid(StatusRuntimeException ex) {
		HttpStatus status = (ex.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) ? HttpStatus.PAYMENT_REQUIRED
				: HttpStatus.BAD_GATEWAY;
		return ResponseEntity.status(status).body("The payment did not succeed");
	}

}
