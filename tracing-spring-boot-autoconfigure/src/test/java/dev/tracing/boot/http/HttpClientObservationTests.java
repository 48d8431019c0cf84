/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One span per request and the metrics of Spring Boot, whoever listens to Observations.
 */
class HttpClientObservationTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanWhereNobodyListens(BootClient client) {
		this.runner.run((context) -> assertOneSpan(context, client));
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanAndKeepsTheMetrics(BootClient client) {
		List<Tag> expected = tagsWithoutUs(client);
		HttpClients.metered(this.runner).run((context) -> {
			SpanData span = assertOneSpan(context, client);
			Timer timer = context.getBean(MeterRegistry.class).get("http.client.requests").timer();
			assertThat(timer.count()).isEqualTo(1);
			assertThat(timer.getId().getTags()).isEqualTo(expected);
			assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
			assertThat(span.getName()).isEqualTo("GET /orders/{id}");
		});
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanAndLetsAHandlerSeeIt(BootClient client) {
		LastSpan handler = new LastSpan();
		this.runner.withBean(LastSpan.class, () -> handler).run((context) -> {
			SpanData span = assertOneSpan(context, client);
			assertThat(handler.spanId).isEqualTo(span.getSpanId());
			assertThat(handler.stopped).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanBesideAnObservationRegistryOfATest(BootClient client) {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withBean(TestObservationRegistry.class, () -> registry).run((context) -> {
			assertOneSpan(context, client);
			TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("http.client.requests")
				.that()
				.hasBeenStopped();
		});
	}

	@ParameterizedTest
	@EnumSource
	void errorReachesTheMetrics(BootClient client) {
		HttpClients.metered(this.runner).run((context) -> {
			try {
				client.call(context, this.server.url() + "/status/503?");
			}
			catch (RuntimeException ex) {
				// The client tells of the status.
			}
			assertThat(this.spans.take().getKind()).isEqualTo(SpanKind.CLIENT);
			Timer timer = context.getBean(MeterRegistry.class).get("http.client.requests").timer();
			assertThat(timer.getId().getTag("status")).isEqualTo("503");
		});
	}

	@Test
	void clientThatIsNoBeanKeepsTheSpanOfItsObservation() {
		HttpClients.metered(this.runner).run((context) -> {
			RestClient client = RestClient.builder()
				.observationRegistry(context.getBean(ObservationRegistry.class))
				.build();
			client.get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
			SpanData span = this.spans.take();
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("org.springframework.boot");
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
		});
	}

	@Test
	void templateWhoseInterceptorsWereReplacedKeepsTheSpanOfItsObservation() {
		HttpClients.metered(this.runner).run((context) -> {
			RestTemplate template = context.getBean(RestTemplateBuilder.class).build();
			template.getInterceptors().clear();
			template.getForObject(this.server.uri("/hello"), String.class);
			SpanData span = this.spans.take();
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("org.springframework.boot");
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
		});
	}

	@Test
	void clientsThatTheUserMadeWithTheRegistryMakeOneSpanAndTheirMetrics() {
		HttpClients.metered(this.runner).withUserConfiguration(UserMade.class).run((context) -> {
			context.getBean(RestClient.class).get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity();
			assertThat(this.spans.take().getName()).isEqualTo("GET");
			context.getBean(RestTemplate.class).getForEntity(this.server.uri("/hello"), Void.class);
			assertThat(this.spans.take().getName()).isEqualTo("GET");
			context.getBean(WebClient.class).get().uri(this.server.uri("/hello")).retrieve().toBodilessEntity().block();
			assertThat(this.spans.take().getName()).isEqualTo("GET");
			this.spans.assertNoMore();
			assertThat(context.getBean(MeterRegistry.class).get("http.client.requests").timer().count()).isEqualTo(3);
		});
	}

	@Test
	void registryThatTheUserSetsOnAWebClientStays() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withBean(WebClient.class, () -> WebClient.builder().observationRegistry(registry).build())
			.run((context) -> {
				TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyObservation();
				context.getBean(WebClient.class)
					.get()
					.uri(this.server.uri("/hello"))
					.retrieve()
					.toBodilessEntity()
					.block();
				assertThat(this.spans.take().getName()).isEqualTo("GET");
				TestObservationRegistryAssert.assertThat(registry)
					.hasNumberOfObservationsWithNameEqualTo("http.client.requests", 1);
			});
	}

	private SpanData assertOneSpan(ApplicationContext context, BootClient client) {
		client.call(context, this.server.url() + "/orders/{id}");
		SpanData span = this.spans.take();
		assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo(Operations.SCOPE_NAME);
		assertThat(this.server.take().get("traceparent")).hasSize(1).first().asString().contains(span.getSpanId());
		this.spans.assertNoMore();
		return span;
	}

	private List<Tag> tagsWithoutUs(BootClient client) {
		List<Tag> tags = new ArrayList<>();
		HttpClients.metered(HttpClients.bootAlone(this.spans)).run((context) -> {
			client.call(context, this.server.url() + "/orders/{id}");
			this.spans.take();
			this.server.take();
			tags.addAll(context.getBean(MeterRegistry.class).get("http.client.requests").timer().getId().getTags());
		});
		return tags;
	}

	@Configuration(proxyBeanMethods = false)
	static class UserMade {

		@Bean
		RestClient restClient(ObservationRegistry registry) {
			return RestClient.builder().observationRegistry(registry).build();
		}

		@Bean
		RestTemplate restTemplate(ObservationRegistry registry) {
			RestTemplate template = new RestTemplate();
			template.setObservationRegistry(registry);
			return template;
		}

		@Bean
		WebClient webClient(ObservationRegistry registry) {
			return WebClient.builder().observationRegistry(registry).build();
		}

	}

	/**
	 * A handler of the user's.
	 */
	static final class LastSpan implements ObservationHandler<Observation.Context> {

		private String spanId;

		private int stopped;

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onStop(Observation.Context context) {
			this.stopped++;
			this.spanId = ((TracingContext) context.getRequired(TracingContext.class)).getSpan().context().spanId();
		}

	}

}
