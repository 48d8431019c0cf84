/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One span per attempt, for clients that the user made as for Spring Boot's.
 */
class HttpClientAttemptTests {

	private static final AttributeKey<Long> RESEND_COUNT = AttributeKey.longKey("http.request.resend_count");

	private static final ExchangeFilterFunction RETRY = (request, next) -> next.exchange(request)
		.flatMap((response) -> response.statusCode().isError()
				? response.releaseBody().then(Mono.<ClientResponse>error(new IllegalStateException("again")))
				: Mono.just(response))
		.retry(1);

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void retryOfARestClientIsASpanOfItsOwn() {
		this.runner.run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).requestInterceptor(new Retry()).build();
			client.get().uri(this.server.uri("/flaky")).retrieve().toBodilessEntity();
			assertRetried();
		});
	}

	@Test
	void retryOfARestTemplateIsASpanOfItsOwn() {
		this.runner.withUserConfiguration(UserMade.class).run((context) -> {
			RestTemplate template = context.getBean(RestTemplate.class);
			template.setInterceptors(List.of(template.getInterceptors().get(0), new Retry()));
			template.getForEntity(this.server.uri("/flaky"), Void.class);
			assertRetried();
		});
	}

	@Test
	void retryOfAWebClientIsASpanOfItsOwn() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).filter(RETRY).build();
			client.get().uri(this.server.uri("/flaky")).retrieve().toBodilessEntity().block();
			assertRetried();
		});
	}

	@Test
	void subscriptionsAreSiblings() {
		this.runner.run((context) -> {
			Mono<String> call = context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(this.server.uri("/flaky"))
				.retrieve()
				.bodyToMono(String.class)
				.retry(1);
			assertThat(call.block()).isEqualTo("hello");
			List<SpanData> attempts = this.spans.take(2);
			assertThat(attempts).extracting((span) -> span.getParentSpanContext().isValid()).containsOnly(false);
		});
	}

	@Test
	void cancellationEndsTheSpanWithoutAnError() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			Disposable call = client.get().uri(this.server.uri("/hang")).retrieve().toBodilessEntity().subscribe();
			this.server.take();
			call.dispose();
			SpanData span = this.spans.take();
			assertThat(span.getStatus()).isEqualTo(StatusData.unset());
			assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isNull();
		});
	}

	@Test
	void timeoutOfTheUserIsACancellationOfTheAttempt() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			Mono<Void> call = client.get().uri(this.server.uri("/hang")).retrieve().bodyToMono(Void.class);
			StepVerifier.create(call.timeout(Duration.ofMillis(200))).verifyError(TimeoutException.class);
			assertThat(this.spans.take().getStatus()).isEqualTo(StatusData.unset());
		});
	}

	@Test
	void clientsThatTheUserMadeAreTracedOnce() {
		this.runner.withUserConfiguration(UserMade.class).run((context) -> {
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
		this.runner.withUserConfiguration(UserMade.class).run((context) -> {
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
	void reactiveChainKnowsItsParentAndBaggage() {
		this.runner.withPropertyValues("management.tracing.baggage.remote-fields=tenant")
			.run((context) -> assertChained(context, context.getBean(WebClient.Builder.class).build()));
	}

	@Test
	void reactiveChainOfAUsersClientKnowsItsParentAndBaggage() {
		this.runner.withUserConfiguration(UserMade.class)
			.withPropertyValues("management.tracing.baggage.remote-fields=tenant")
			.run((context) -> assertChained(context, context.getBean(WebClient.class)));
	}

	@Test
	void oneCallThatManySubscribeToAtOnceBelongsToEachOfThem() {
		this.runner.run((context) -> {
			Mono<String> call = context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(this.server.uri("/hello"))
				.retrieve()
				.bodyToMono(String.class);
			Observation first = Observation.start("first", context.getBean(ObservationRegistry.class));
			Observation second = Observation.start("second", context.getBean(ObservationRegistry.class));
			Mono.zip(call.contextWrite((reactor) -> reactor.put(ObservationThreadLocalAccessor.KEY, first)),
					call.contextWrite((reactor) -> reactor.put(ObservationThreadLocalAccessor.KEY, second)))
				.block();
			first.stop();
			second.stop();
			List<SpanData> attempts = this.spans.take(2);
			List<SpanData> parents = this.spans.take(2);
			assertThat(attempts).extracting(SpanData::getParentSpanId)
				.containsExactlyInAnyOrder(parents.get(0).getSpanId(), parents.get(1).getSpanId());
		});
	}

	@Test
	void exporterMayUseAClient() {
		this.runner.withUserConfiguration(UserMade.class, ExporterWithClient.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(RestClient.class).get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
			assertTraced();
		});
	}

	@Test
	void clientThatIsUsedWhileTracingStartsIsTracedAfterwards() {
		this.runner.withUserConfiguration(UserMade.class, ExporterThatCalls.class)
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

	private void assertChained(ApplicationContext context, WebClient client) {
		Observation outer = Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class));
		try (Scope baggage = Baggage.builder().put("tenant", "blue").build().makeCurrent()) {
			outer.start();
		}
		client.get()
			.uri(this.server.uri("/hello"))
			.retrieve()
			.toBodilessEntity()
			.contextWrite((reactor) -> reactor.put(ObservationThreadLocalAccessor.KEY, outer))
			.block();
		outer.stop();
		SpanData span = this.spans.take();
		SpanData parent = this.spans.take();
		assertThat(span.getParentSpanContext()).isEqualTo(parent.getSpanContext());
		assertThat(this.server.take().getFirst("baggage")).isEqualTo("tenant=blue");
	}

	private void assertRetried() {
		List<SpanData> attempts = this.spans.take(2);
		assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attempts.get(0).getAttributes().get(RESEND_COUNT)).isNull();
		assertThat(attempts.get(1).getStatus()).isEqualTo(StatusData.unset());
		assertThat(attempts.get(1).getAttributes().get(RESEND_COUNT)).isEqualTo(1);
		assertThat(attempts).extracting((span) -> span.getParentSpanContext().isValid()).containsOnly(false);
		for (SpanData attempt : attempts) {
			assertThat(this.server.take().get("traceparent")).singleElement().asString().contains(attempt.getSpanId());
		}
	}

	/**
	 * Sends a request again if the server is not available.
	 */
	private static final class Retry implements ClientHttpRequestInterceptor {

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			ClientHttpResponse response = execution.execute(request, body);
			if (response.getStatusCode().is5xxServerError()) {
				response.close();
				return execution.execute(request, body);
			}
			return response;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserMade {

		@Bean
		RestClient userRestClient() {
			return RestClient.create();
		}

		@Bean
		RestClient.Builder userRestClientBuilder() {
			return RestClient.builder();
		}

		@Bean
		RestTemplate userRestTemplate() {
			return new RestTemplate();
		}

		@Bean
		WebClient userWebClient() {
			return WebClient.create();
		}

		@Bean
		WebClient.Builder userWebClientBuilder() {
			return WebClient.builder();
		}

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
