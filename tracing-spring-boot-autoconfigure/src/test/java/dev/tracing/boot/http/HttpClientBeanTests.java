/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which clients are traced: those that the user made as those that Spring Boot builds,
 * once each, whatever starts first.
 */
class HttpClientBeanTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void clientsThatTheUserMadeAreTracedOnce() {
		this.runner.withUserConfiguration(UserMadeClients.class).run((context) -> {
			URI uri = this.server.uri("/hello");
			context.getBean(RestClient.class).get().uri(uri).retrieve().toBodilessEntity();
			assertTraced();
			context.getBean("userRestClientBuilder", RestClient.Builder.class)
				.build()
				.get()
				.uri(uri)
				.retrieve()
				.toBodilessEntity();
			assertTraced();
			context.getBean(RestTemplate.class).getForEntity(uri, Void.class);
			assertTraced();
			context.getBean(WebClient.class).get().uri(uri).retrieve().toBodilessEntity().block();
			assertTraced();
			context.getBean("userWebClientBuilder", WebClient.Builder.class)
				.build()
				.get()
				.uri(uri)
				.retrieve()
				.toBodilessEntity()
				.block();
			assertTraced();
		});
	}

	@Test
	void builderOfRestTemplatesThatTheUserMadeIsTracedOnce() {
		this.runner.withBean(RestTemplateBuilder.class, RestTemplateBuilder::new).run((context) -> {
			context.getBean(RestTemplateBuilder.class).build().getForEntity(this.server.uri("/hello"), Void.class);
			assertTraced();
		});
	}

	@Test
	void mocksOfTheUsersTestsStayAsTheyAre() {
		RestClient restClient = Mockito.mock(RestClient.class);
		WebClient webClient = Mockito.mock(WebClient.class);
		this.runner.withBean(RestClient.class, () -> restClient)
			.withBean(WebClient.class, () -> webClient)
			.withBean(RestTemplate.class, () -> Mockito.mock(RestTemplate.class))
			.run((context) -> {
				assertThat(context.getBean(RestClient.class)).isSameAs(restClient);
				assertThat(context.getBean(WebClient.class)).isSameAs(webClient);
			});
	}

	@Test
	void clientWithinAClientIsTracedOnce() {
		this.runner.withUserConfiguration(UserMadeClients.class).run((context) -> {
			RestTemplate inner = context.getBean(RestTemplate.class);
			RestClient outer = context.getBean("userRestClientBuilder", RestClient.Builder.class)
				.requestFactory(inner.getRequestFactory())
				.build();
			outer.get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
			assertTraced();
		});
	}

	@Test
	void importedHttpServicesAreTracedWithTheirTemplate() {
		this.runner.withUserConfiguration(Imported.class)
			.withPropertyValues("spring.http.serviceclient.shop.base-url=" + this.server.url())
			.run((context) -> {
				assertThat(context.getBean(Shop.class).order("42")).isEqualTo("hello");
				assertThat(this.spans.take().getName()).isEqualTo("GET /orders/{id}");
			});
	}

	@Test
	void exporterMayUseAClient() {
		this.runner.withUserConfiguration(UserMadeClients.class, ExporterWithClient.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(RestClient.class).get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
			assertTraced();
		});
	}

	@Test
	void clientThatIsUsedWhileTracingStartsIsTracedAfterwards() {
		this.runner.withUserConfiguration(UserMadeClients.class, ExporterThatCalls.class)
			.withPropertyValues("test.url=" + this.server.uri("/token"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.server.take().get("traceparent")).isNull();
				context.getBean(RestClient.class).get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
				assertTraced();
			});
	}

	private void assertTraced() {
		SpanData span = this.spans.take();
		assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo(Operations.SCOPE_NAME);
		assertThat(this.server.take().get("traceparent")).singleElement().asString().contains(span.getSpanId());
		this.spans.assertNoMore();
	}

	@Configuration(proxyBeanMethods = false)
	static class ExporterWithClient {

		@Bean
		SpanExporter exporter(RestClient restClient, RestTemplate restTemplate, WebClient webClient) {
			assertThat(restClient).isNotNull();
			return InMemorySpanExporter.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExporterThatCalls {

		@Bean
		SpanExporter exporter(RestClient restClient, @Value("${test.url}") String url) {
			restClient.get().uri(url).retrieve().toBodilessEntity();
			return InMemorySpanExporter.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "shop", types = Shop.class)
	static class Imported {

	}

	/**
	 * What the user writes.
	 */
	@HttpExchange
	interface Shop {

		@GetExchange("/orders/{id}")
		String order(@PathVariable String id);

	}

}
