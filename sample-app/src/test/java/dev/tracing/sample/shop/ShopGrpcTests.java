/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same shop, with a collector that speaks gRPC.
 */
class ShopGrpcTests {

	@Test
	void orderArrivesOverGrpcAsItDoesOverHttp() throws IOException {
		Customer customer = Customer.arrive();
		try (GrpcOtlpReceiver receiver = new GrpcOtlpReceiver(); Shop shop = Shop.open(Shops.arguments(receiver))) {
			assertThat(customer.post(shop.url(ShopService.GATEWAY) + "/orders").statusCode()).isEqualTo(201);
			assertThat(receiver.trace(customer.traceId(), Shops.ORDER_SPANS).tree()).isEqualTo(Shops.ORDER_TREE);
		}
	}

}
