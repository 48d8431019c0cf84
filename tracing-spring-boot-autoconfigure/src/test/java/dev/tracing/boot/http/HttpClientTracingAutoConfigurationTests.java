/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class HttpClientTracingAutoConfigurationTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void tracesAllClientsByDefault() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(RestClientTracing.class)
			.hasSingleBean(WebClientTracing.class)
			.hasBean("tracingRestClientCustomizer")
			.hasBean("tracingRestTemplateCustomizer")
			.hasBean("tracingWebClientCustomizer"));
	}

	@Test
	void propertySwitchesAllClientsOff() {
		this.runner.withPropertyValues("tracing.http.client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HttpClientTracing.class)
				.doesNotHaveBean(RestClientTracing.class)
				.doesNotHaveBean(WebClientTracing.class)
				.doesNotHaveBean(RestClientPostProcessor.class)
				.doesNotHaveBean(JdkClientPostProcessor.class)
				.doesNotHaveBean("restClientTracingObservationHandler"));
	}

	@Test
	void passesTheContextOnWhereTracingIsDisabled() {
		this.runner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(RestClientTracing.class)
				.hasSingleBean(WebClientTracing.class));
	}

	@Test
	void usesTheUsersOperations() {
		this.runner
			.withBean("users", Operations.class,
					() -> new Operations(OpenTelemetry.noop(), Conventions.DEFAULT, Foreknowledge.NONE, true))
			.run((context) -> assertThat(context.getBean(HttpClientTracing.class).operations())
				.isSameAs(context.getBean("users")));
	}

	@Test
	void tracesTheUsersClientWithoutSpringBootsModules() {
		this.runner
			.withClassLoader(new FilteredClassLoader(RestClientCustomizer.class, RestTemplateCustomizer.class,
					WebClientCustomizer.class))
			.withBean(RestClient.class, RestClient::create)
			.withBean(WebClient.class, WebClient::create)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("tracingRestClientCustomizer");
				try (TestServer server = new TestServer()) {
					context.getBean(RestClient.class).get().uri(server.uri("/")).retrieve().toBodilessEntity();
					assertThat(this.spans.take().getName()).isEqualTo("GET");
					context.getBean(WebClient.class).get().uri(server.uri("/")).retrieve().toBodilessEntity().block();
					assertThat(this.spans.take().getName()).isEqualTo("GET");
				}
			});
	}

	@Test
	void tracesTheRestClientWithoutReactor() {
		this.runner.withClassLoader(new FilteredClassLoader("reactor", "org.springframework.web.reactive"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("webClientTracing");
				try (TestServer server = new TestServer()) {
					RestClient client = context.getBean(RestClient.Builder.class).build();
					client.get().uri(server.uri("/")).retrieve().toBodilessEntity();
					assertThat(this.spans.take().getName()).isEqualTo("GET");
				}
			});
	}

	@Test
	void needsNoMeters() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RestClientTracing.class));
	}

	@Test
	void clientIsNotInitialisedBeforeItIsNeeded() {
		this.runner.withInitializer(
				(context) -> ((GenericApplicationContext) context).registerBean("lazy", RestClient.class, () -> {
					throw new IllegalStateException("nobody asked for it");
				}, (definition) -> definition.setLazyInit(true)))
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
