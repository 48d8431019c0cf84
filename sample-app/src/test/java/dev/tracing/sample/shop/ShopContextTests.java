/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.util.Arrays;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.test.EmbeddedKafkaBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five application contexts with one parent.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShopContextTests {

	private HttpOtlpReceiver receiver;

	private Shop shop;

	@BeforeEach
	void open() throws IOException {
		this.receiver = new HttpOtlpReceiver();
		this.shop = Shop.open(Shops.arguments(this.receiver));
	}

	@AfterEach
	void close() {
		this.shop.close();
		this.receiver.close();
	}

	@Test
	void servicesShareTheBrokerAndNothingOfTheTracer() {
		assertThat(this.shop.parent().getBeansOfType(EmbeddedKafkaBroker.class)).hasSize(1);
		for (Class<?> type : new Class<?>[] { OpenTelemetry.class, Tracer.class, SdkTracerProvider.class,
				Sampler.class }) {
			assertThat(this.shop.parent().getBeanNamesForType(type)).as(type.getName()).isEmpty();
		}
		assertThat(Arrays.stream(ShopService.values())
			.map((service) -> this.shop.context(service).getBean(SdkTracerProvider.class))).doesNotHaveDuplicates()
			.hasSize(5);
		assertThat(Arrays.stream(ShopService.values()).map((service) -> this.shop.url(service)))
			.doesNotHaveDuplicates();
		assertThat(this.shop.context(ShopService.ORDER).getEnvironment().getProperty("spring.application.name"))
			.isEqualTo("order");
	}

	@Test
	void servicesKeepTraceLogAndTreeWhenOneOfThemCloses(CapturedOutput output) {
		this.shop.context(ShopService.NOTIFICATION).close();
		Customer customer = Customer.arrive();
		try (LogLines lines = LogLines.of("dev.tracing.sample")) {
			assertThat(customer.post(this.shop.url(ShopService.GATEWAY) + "/orders").statusCode()).isEqualTo(201);
			assertThat(lines.mdc("traceId")).containsExactly(customer.traceId(), customer.traceId());
		}
		String expected = Shops.ORDER_TREE.lines()
			.filter((line) -> !line.contains("notification"))
			.map((line) -> line + "\n")
			.reduce("", String::concat);
		ReceivedTrace trace = this.receiver.trace(customer.traceId(), Shops.ORDER_SPANS - 2);
		assertThat(trace.tree()).isEqualTo(expected);
		Awaitility.await()
			.untilAsserted(() -> assertThat(output.getOut().lines())
				.anyMatch((line) -> line.contains("trace " + customer.traceId()) && line.contains("4 services")));
	}

	@Test
	void parentClosesItsChildren() {
		this.shop.close();
		for (ShopService service : ShopService.values()) {
			assertThat(this.shop.context(service).isActive()).as(service.id()).isFalse();
		}
	}

}
