/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole shop over real ports and a real broker, seen from a collector.
 */
class ShopTests {

	private static HttpOtlpReceiver receiver;

	private static Shop shop;

	private Customer customer = Customer.arrive();

	@BeforeAll
	static void open() throws IOException {
		receiver = new HttpOtlpReceiver();
		shop = Shop.open(Shops.arguments(receiver));
	}

	@AfterAll
	static void close() {
		shop.close();
		receiver.close();
	}

	@Test
	void orderIsOneTraceThroughFiveServices() {
		assertThat(order("").statusCode()).isEqualTo(201);
		assertThat(trace(Shops.ORDER_SPANS).tree()).isEqualTo(Shops.ORDER_TREE);
	}

	@Test
	void stepsTakeTheirTimeOneAfterTheOther() {
		order("");
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		Map<String, Integer> latencies = Map.of("order user.validate", 50, "inventory inventory.check", 100,
				"order price.calculate", 30, "order order.create_record", 20, "payment payment.process", 200,
				"inventory inventory.reserve", 80, "notification notification.send", 50, "order order.create", 500);
		latencies.forEach(
				(span, millis) -> assertThat(trace.internal(span.split(" ")[0], span.split(" ")[1]).durationMillis())
					.as(span)
					.isGreaterThanOrEqualTo(millis));
		List<ReceivedSpan> steps = Stream
			.of("order user.validate", "inventory inventory.check", "order price.calculate",
					"order order.create_record", "payment payment.process")
			.map((span) -> trace.internal(span.split(" ")[0], span.split(" ")[1]))
			.toList();
		for (int i = 1; i < steps.size(); i++) {
			assertThat(steps.get(i - 1).overlaps(steps.get(i))).as("%s overlaps the next", steps.get(i - 1)).isFalse();
		}
	}

	@Test
	void lastThreeStepsAreAtOnce() {
		// Unless the machine stops between their starts, which it does not all the time.
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
			this.customer = Customer.arrive();
			order("");
			ReceivedTrace trace = trace(Shops.ORDER_SPANS);
			ReceivedSpan payment = trace.internal("payment", "payment.process");
			assertThat(payment.overlaps(trace.internal("inventory", "inventory.reserve"))).isTrue();
			assertThat(payment.overlaps(trace.internal("notification", "notification.send"))).isTrue();
		});
	}

	@Test
	void businessSpansSayWhatTheyAreAbout() {
		HttpResponse<String> response = this.customer.post(orders(), """
				{ "userId": "bob", "items": ["book"], "variant": "normal" }
				""");
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(trace.internal("order", "order.create").attributes()).containsEntry("user.id", "bob")
			.containsEntry("order.amount", 29.9)
			.containsEntry("order.status", "confirmed")
			.containsKey("order.id");
		assertThat(trace.internal("inventory", "inventory.reserve").attributes()).containsEntry("inventory.items",
				List.of("book"));
		assertThat(trace.internal("payment", "payment.process").attributes()).containsEntry("payment.amount", 29.9)
			.containsEntry("payment.method", "credit_card")
			.containsEntry("payment.status", "success")
			.hasEntrySatisfying("payment.id", (id) -> assertThat(id.toString()).startsWith("pay-"));
		assertThat(trace.internal("payment", "payment.risk_check").attributes()).containsEntry("payment.high_risk",
				false);
	}

	@Test
	void validationIsAnEventOfTheOrder() {
		order("");
		List<Span.Event> events = trace(Shops.ORDER_SPANS).internal("order", "order.create").span().getEventsList();
		assertThat(events).singleElement().satisfies((event) -> {
			assertThat(event.getName()).isEqualTo("order.validated");
			assertThat(ReceivedSpan.attributes(event.getAttributesList())).containsEntry("validation.result", "success")
				.hasEntrySatisfying("validation.duration_ms",
						(millis) -> assertThat((Long) millis).isGreaterThanOrEqualTo(150));
		});
	}

	@Test
	void riskyPaymentIsRejectedAfterTheRiskCheck() {
		assertThat(order("?variant=risky").statusCode()).isEqualTo(402);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS - 2);
		ReceivedSpan payment = trace.internal("payment", "payment.process");
		assertThat(payment.attributes()).containsEntry("payment.status", "rejected");
		assertThat(payment.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(payment.attributes()).containsEntry("error.type", "dev.tracing.sample.payment.HighRiskException");
		assertThat(trace.internal("order", "order.create").span().getStatus().getCode())
			.isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		// 4xx is the client's fault, not the server's.
		assertThat(trace.span("gateway", "SERVER", "POST /orders").span().getStatus().getCode())
			.isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
	}

	@Test
	void failureOfTheProviderRunsThroughAllServices() {
		assertThat(order("?variant=fail").statusCode()).isEqualTo(502);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS - 1);
		Stream
			.of(trace.internal("payment", "payment.process"), trace.span("payment", "SERVER", "POST /payments"),
					trace.internal("order", "order.create"), trace.span("order", "SERVER", "POST /orders"),
					trace.span("gateway", "SERVER", "POST /orders"))
			.forEach((span) -> assertThat(span.span().getStatus().getCode()).as(span.toString())
				.isEqualTo(Status.StatusCode.STATUS_CODE_ERROR));
		assertThat(trace.internal("payment", "payment.process").attributes()).doesNotContainKey("payment.status");
	}

	@Test
	void slowPaymentIsSlowAtTheProvider() {
		assertThat(order("?variant=slow").statusCode()).isEqualTo(201);
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		assertThat(trace.internal("payment", "payment.process").durationMillis()).isGreaterThanOrEqualTo(800);
	}

	@Test
	void loginLeavesTheNameAndNothingElseOfTheCredentials() {
		this.customer.post(shop.url(ShopService.GATEWAY) + "/login", """
				{ "name": "alice", "password": "open sesame" }
				""");
		ReceivedTrace trace = trace(2);
		assertThat(trace.internal("gateway", "user.login").attributes()).containsEntry("user.name", "alice");
		assertThat(trace.spans().toString()).doesNotContain("open sesame");
		trace.spans().forEach((span) -> assertThat(span.span().toString()).doesNotContain("sesame"));
	}

	@Test
	void orderIsWrittenToTheDatabaseWithoutItsValuesInTheSpan() {
		order("");
		ReceivedTrace trace = trace(Shops.ORDER_SPANS);
		ReceivedSpan insert = trace.span("order", "CLIENT", "INSERT orders");
		assertThat(insert.attributes()).containsEntry("db.system.name", "h2database")
			.containsEntry("db.namespace", "orders")
			.containsEntry("db.query.text",
					"INSERT INTO orders (id, user_id, items, amount, status) VALUES (?, ?, ?, ?, ?)");
		Object id = trace.internal("order", "order.create").attributes().get("order.id");
		assertThat(insert.span().toString()).doesNotContain(String.valueOf(id));
	}

	@Test
	void batchIsOneSpanHoweverManyItemsItHas() {
		HttpResponse<String> response = this.customer.post(shop.url(ShopService.INVENTORY) + "/inventory/batch", """
				["book", "book", "pen", "book", "pen"]
				""");
		assertThat(response.body()).isEqualTo("5");
		ReceivedTrace trace = trace(2);
		assertThat(trace.tree()).isEqualTo("""
				inventory SERVER POST /inventory/batch
				  inventory INTERNAL process_batch
				""");
		assertThat(trace.internal("inventory", "process_batch").attributes()).containsEntry("batch_size", 5L);
	}

	@Test
	void routeOfTheGatewayIsOneHopInTheSameTrace() {
		HttpResponse<String> response = this.customer.post(shop.url(ShopService.GATEWAY) + "/inventory/batch", """
				["book", "pen"]
				""");
		assertThat(response.body()).isEqualTo("2");
		ReceivedTrace trace = trace(4);
		assertThat(trace.tree()).isEqualTo("""
				gateway SERVER POST /inventory/**
				  gateway CLIENT POST
				    inventory SERVER POST /inventory/batch
				      inventory INTERNAL process_batch
				""");
		assertThat(trace.span("gateway", "SERVER", "POST /inventory/**").attributes()).containsEntry("gateway.route",
				"inventory");
	}

	@Test
	void logLinesOfAllServicesCarryTheTrace() {
		String id = this.customer.traceId();
		try (LogLines lines = LogLines.of("dev.tracing.sample")) {
			order("");
			trace(Shops.ORDER_SPANS);
			assertThat(lines.mdc("traceId")).containsExactly(id, id, id);
		}
	}

	@Test
	void customerIsToldAboutHisOrder() {
		order("");
		Object id = trace(Shops.ORDER_SPANS).internal("order", "order.create").attributes().get("order.id");
		String sent = this.customer.get(shop.url(ShopService.NOTIFICATION) + "/notifications");
		assertThat(sent).contains(String.valueOf(id));
	}

	@Test
	void everyTraceIsKeptWithoutAnyConfiguration() {
		for (int i = 0; i < 5; i++) {
			Customer.post(orders(), "", null);
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(spansOfOwnTraces()).hasSize(5 * Shops.ORDER_SPANS));
	}

	private static List<ReceivedSpan> spansOfOwnTraces() {
		Set<ByteString> traces = receiver.spans()
			.stream()
			.filter(ReceivedSpan::isRoot)
			.map((root) -> root.span().getTraceId())
			.collect(Collectors.toSet());
		return receiver.spans().stream().filter((span) -> traces.contains(span.span().getTraceId())).toList();
	}

	private HttpResponse<String> order(String query) {
		return this.customer.post(orders() + query);
	}

	private static String orders() {
		return shop.url(ShopService.GATEWAY) + "/orders";
	}

	private ReceivedTrace trace(int size) {
		return receiver.trace(this.customer.traceId(), size);
	}

}
