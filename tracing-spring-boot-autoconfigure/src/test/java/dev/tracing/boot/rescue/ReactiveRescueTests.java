/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.Excluded;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Answers of real WebFlux services, of which one calls the other.
 */
class ReactiveRescueTests {

	private static final ConfigurableApplicationContext stock = start("");

	private static final ConfigurableApplicationContext orders = start(url(stock));

	// What was decided of one holds for all of its spans.
	private final String traceId = IdGenerator.random().generateTraceId();

	@AfterAll
	static void close() {
		orders.close();
		stock.close();
	}

	@Test
	void failureDownstreamRescuesTheCallersTraceThatCopedWithIt() throws Exception {
		HttpResponse<String> response = get(orders, "/orders");
		assertThat(response.body()).isEqualTo("data of the cache");
		assertThat(response.headers().allValues("Server-Timing")).singleElement()
			.asString()
			.matches("trace;desc=00-" + this.traceId + "-[0-9a-f]{16}-01");
		List<SpanData> caller = exported(orders);
		assertThat(caller).extracting(SpanData::getName).contains("GET /orders", "GET");
		List<SpanData> called = exported(stock);
		assertThat(called).extracting(SpanData::getName).containsExactly("GET /stock");
		assertThat(reason(called.get(0))).isEqualTo("error");
		assertThat(caller).allSatisfy((span) -> {
			assertThat(span.getTraceId()).isEqualTo(this.traceId);
			assertThat(span.getSpanContext().isSampled()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/events", "/lines" })
	void streamIsNotSlow(String path) throws Exception {
		get(orders, path);
		assertThat(exported(orders)).isEmpty();
	}

	@Test
	void answerThatTakesLongIsSlow() throws Exception {
		get(orders, "/text");
		assertThat(exported(orders)).singleElement().satisfies((span) -> assertThat(reason(span)).isEqualTo("slow"));
	}

	private static String reason(SpanData span) {
		return span.getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason"));
	}

	private HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
		List.of(stock, orders).forEach((each) -> each.getBean(InMemorySpanExporter.class).reset());
		HttpRequest request = HttpRequest.newBuilder(URI.create(url(service) + path))
			.header("traceparent", "00-" + this.traceId + "-b7ad6b7169203331-00")
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.body()).contains("data");
		return response;
	}

	private static List<SpanData> exported(ConfigurableApplicationContext service) {
		await().until(() -> service.getBean(Rescue.class).traces() == 0);
		service.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return service.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
	}

	private static String url(ConfigurableApplicationContext service) {
		return "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
	}

	private static ConfigurableApplicationContext start(String stock) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties(Excluded.brokersAndDatabases())
			.run("--server.port=0", "--stock=" + stock, "--tracing.sampling.ratio=0.0",
					"--tracing.sampling.rescue.enabled=true", "--tracing.sampling.rescue.across-services=true",
					"--tracing.sampling.rescue.max-cpu=1.0", "--tracing.sampling.rescue.max-heap-after-gc=1.0",
					"--tracing.sampling.rescue.slower-than=300ms");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = {
			"org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
			"org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration" })
	static class Application {

		@Bean
		static InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		Answers answers(WebClient.Builder clients, @Value("${stock}") String stock) {
			return new Answers(clients.baseUrl(stock).build());
		}

	}

	@RestController
	static class Answers {

		private static final Duration LONG = Duration.ofMillis(400);

		private final WebClient stock;

		Answers(WebClient stock) {
			this.stock = stock;
		}

		@GetMapping("/stock")
		Mono<String> stock() {
			return Mono.error(new IllegalStateException("no"));
		}

		@GetMapping("/orders")
		Mono<String> orders() {
			return this.stock.get()
				.uri("/stock")
				.retrieve()
				.bodyToMono(String.class)
				.onErrorReturn("data of the cache");
		}

		@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> events() {
			return Flux.just("data").delayElements(LONG);
		}

		@GetMapping(path = "/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
		Flux<List<String>> lines() {
			return Flux.just(List.of("data")).delayElements(LONG);
		}

		@GetMapping("/text")
		Mono<String> text() {
			return Mono.just("data").delayElement(LONG);
		}

	}

}
