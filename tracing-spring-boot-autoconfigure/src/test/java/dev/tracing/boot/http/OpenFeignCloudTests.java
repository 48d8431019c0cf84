/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.RecordedSpans;
import feign.Capability;
import feign.Client;
import feign.FeignException;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignAutoConfiguration;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The clients of Spring Cloud OpenFeign.
 */
@Tag("cloud")
class OpenFeignCloudTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans)
		.withConfiguration(
				AutoConfigurations.of(FeignAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class))
		.withUserConfiguration(Shop.class)
		.withPropertyValues("test.url=" + this.server.url());

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void clientMakesOneSpanWithItsTemplate() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Orders.class).order("42")).isEqualTo("hello");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET /shop/orders/{id}");
			assertThat(HttpClientSpanContract.text(span, "url.full")).isEqualTo(this.server.url() + "/shop/orders/42");
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
		});
	}

	@Test
	void errorStatusIsAnErrorWithoutAnException() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(FeignException.NotFound.class)
				.isThrownBy(() -> context.getBean(Status.class).status(404));
			SpanData span = this.spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(HttpClientSpanContract.text(span, "error.type")).isEqualTo("404");
			assertThat(span.getEvents()).isEmpty();
		});
	}

	@Test
	void otherCapabilitiesRunInsideOfTheSpan() {
		this.runner.withUserConfiguration(Observing.class).run((context) -> {
			context.getBean(Orders.class).order("42");
			assertThat(context.getBean(Inside.class).underWay).isTrue();
			this.spans.take();
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableFeignClients(clients = { Orders.class, Status.class })
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	static class Observing {

		@Bean
		Inside inside() {
			return new Inside();
		}

	}

	/**
	 * A capability without an order, as that of Feign's module for Micrometer.
	 */
	public static final class Inside implements Capability {

		private boolean underWay;

		@Override
		public Client enrich(Client client) {
			return (request, options) -> {
				this.underWay = TracingFeignClient.isUnderWay();
				return client.execute(request, options);
			};
		}

	}

	@FeignClient(name = "orders", url = "${test.url}", path = "/shop")
	interface Orders {

		@GetMapping("/orders/{id}")
		String order(@PathVariable("id") String id);

	}

	@FeignClient(name = "status", url = "${test.url}")
	interface Status {

		@GetMapping("/status/{code}")
		String status(@PathVariable("code") int code);

	}

}
