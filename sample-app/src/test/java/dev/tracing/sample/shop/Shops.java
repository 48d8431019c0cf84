/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.stream.Stream;

/**
 * How a shop is opened in tests, and what an order looks like in every one of them.
 */
final class Shops {

	static final String ORDER_TREE = """
			gateway SERVER POST /orders
			  gateway CLIENT POST
			    order SERVER POST /orders
			      order INTERNAL order.create
			        order CLIENT POST
			          inventory SERVER POST /inventory/check
			            inventory INTERNAL inventory.check
			        order CLIENT POST
			          inventory SERVER POST /inventory/reservations
			            inventory INTERNAL inventory.reserve
			        order CLIENT POST
			          payment SERVER POST /payments
			            payment INTERNAL payment.process
			              payment CLIENT POST
			              payment INTERNAL payment.record
			              payment INTERNAL payment.risk_check
			        order INTERNAL order.create_record
			          order CLIENT INSERT orders
			        order INTERNAL price.calculate
			        order INTERNAL user.validate
			        order PRODUCER send orders
			          notification CONSUMER process orders
			            notification INTERNAL notification.send
			""";

	static final String GRPC_ORDER_TREE = ORDER_TREE.replaceFirst(
			"order CLIENT POST(\\s+)payment SERVER POST /payments",
			"order CLIENT shop.Payments/Pay$1payment SERVER shop.Payments/Pay");

	static final int ORDER_SPANS = (int) ORDER_TREE.lines().count();

	private Shops() {
	}

	/**
	 * Any free ports, spans that arrive soon, and none of a slow machine's pools.
	 */
	static String[] arguments(OtlpReceiver receiver) {
		return Stream
			.concat(Stream.of("--server.port=0", "--shop.port.payment-grpc=0",
					"--tracing.export.batch.schedule-delay=100ms", "--tracing.jdbc.connection-wait-threshold=1h"),
					Stream.of(receiver.properties()))
			.toArray(String[]::new);
	}

}
