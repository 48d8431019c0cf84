/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

/**
 * What to try when the shop is open.
 */
final class Welcome {

	private Welcome() {
	}

	static void print(Shop shop) {
		System.out.println("""

				The shop is open: five services and a Kafka broker. Order something:

				  curl -X POST %1$s/orders

				The trace of the order appears here, as one tree. More to try:
				  %1$s/orders?variant=slow    the payment provider takes its time
				  %1$s/orders?variant=fail    the payment provider is out of order
				  %1$s/orders?variant=risky   the payment is rejected
				With --shop.payment.transport=grpc the payment goes over gRPC.
				""".formatted(shop.url(ShopService.GATEWAY)));
	}

}
