/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The parents of requests that are sent in a reactive chain.
 */
class HttpClientChainTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void reactiveChainKnowsItsParentAndBaggage() {
		this.runner.withPropertyValues("management.tracing.baggage.remote-fields=tenant")
			.run((context) -> assertChained(context, context.getBean(WebClient.Builder.class).build()));
	}

	@Test
	void reactiveChainOfAUsersClientKnowsItsParentAndBaggage() {
		this.runner.withUserConfiguration(UserMadeClients.class)
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

}
