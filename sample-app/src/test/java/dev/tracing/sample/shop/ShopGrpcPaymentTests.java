/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop whose order service pays over gRPC.
 */
class ShopGrpcPaymentTests {

	private static HttpOtlpReceiver receiver;

	private static Shop shop;

	private final Customer customer = Customer.arrive();

	@BeforeAll
	static void open() throws IOException {
		receiver = new HttpOtlpReceiver();
		shop = Shop
			.open(Stream.concat(Arrays.stream(Shops.arguments(receiver)), Stream.of("--shop.payment.transport=grpc"))
				.toArray(String[]::new));
	}

	@AfterAll
	static void close() {
		shop.close();
		receiver.close();
	}

	@Test
	void paymentOverGrpcIsPartOfTheSameTree() {
		assertThat(order("").statusCode()).isEqualTo(201);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		assertThat(trace.tree()).isEqualTo(Shops.GRPC_ORDER_TREE);
		assertThat(trace.span("payment", "SERVER", "shop.Payments/Pay").attributes())
			.containsEntry("rpc.system.name", "grpc")
			.containsEntry("rpc.method", "shop.Payments/Pay")
			.containsEntry("rpc.response.status_code", "OK");
	}

	@Test
	void gatewayGrpcAndDatabaseAreOneTree() {
		HttpResponse<String> response = this.customer.post(shop.url(ShopService.GATEWAY) + "/orders/filled", """
				{"userId": "alice", "items": ["book", "pen"], "variant": "NORMAL"}
				""");
		assertThat(response.statusCode()).isEqualTo(201);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		assertThat(trace.tree())
			.isEqualTo(Shops.GRPC_ORDER_TREE.replaceFirst("SERVER POST /orders", "SERVER POST /orders/filled"))
			.contains("order CLIENT INSERT orders", "payment SERVER shop.Payments/Pay");
		assertThat(trace.span("gateway", "SERVER", "POST /orders/filled").attributes()).containsEntry("gateway.route",
				"orders");
	}

	@Test
	void rejectedPaymentIsAnErrorOfWhoeverAskedForIt() {
		assertThat(order("?variant=risky").statusCode()).isEqualTo(402);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS - 2);
		ReceivedSpan client = trace.span("order", "CLIENT", "shop.Payments/Pay");
		assertThat(client.attributes()).containsEntry("error.type", "FAILED_PRECONDITION");
		assertThat(client.span().getStatus().getMessage()).isEqualTo("The risk of the payment is too high");
		assertThat(trace.span("payment", "SERVER", "shop.Payments/Pay").span().getStatus().getCode())
			.isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
	}

	@Test
	void failureOfTheProviderIsAnErrorOnBothSides() {
		assertThat(order("?variant=fail").statusCode()).isEqualTo(502);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS - 1);
		for (ReceivedSpan span : List.of(trace.span("order", "CLIENT", "shop.Payments/Pay"),
				trace.span("payment", "SERVER", "shop.Payments/Pay"))) {
			assertThat(span.attributes()).containsEntry("error.type", "UNAVAILABLE");
		}
	}

	private HttpResponse<String> order(String query) {
		return this.customer.post(shop.url(ShopService.GATEWAY) + "/orders" + query);
	}

	private ReceivedTrace trace(int size) {
		return receiver.trace(this.customer.traceId(), size);
	}

}
