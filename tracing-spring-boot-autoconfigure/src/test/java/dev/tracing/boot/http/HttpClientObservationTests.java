/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
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
	void makesOneSpanWhereNobodyListens(Client client) {
		this.runner.run((context) -> assertOneSpan(context, client));
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanAndKeepsTheMetrics(Client client) {
		List<Tag> expected = tagsWithoutUs(client);
		metered(this.runner).run((context) -> {
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
	void makesOneSpanAndLetsAHandlerSeeIt(Client client) {
		LastSpan handler = new LastSpan();
		this.runner.withBean(LastSpan.class, () -> handler).run((context) -> {
			SpanData span = assertOneSpan(context, client);
			assertThat(handler.spanId).isEqualTo(span.getSpanId());
			assertThat(handler.stopped).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void makesOneSpanBesideAnObservationRegistryOfATest(Client client) {
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
	void errorReachesTheMetrics(Client client) {
		metered(this.runner).run((context) -> {
			try {
				client.call.accept(context, this.server.url() + "/status/503?");
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
		metered(this.runner).run((context) -> {
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
		metered(this.runner).run((context) -> {
			RestTemplate template = context.getBean(RestTemplateBuilder.class).build();
			template.getInterceptors().clear();
			template.getForObject(this.server.uri("/hello"), String.class);
			SpanData span = this.spans.take();
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("org.springframework.boot");
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
		});
	}

	@ParameterizedTest
	@EnumSource
	void observationAroundTheRequestIsTheParent(Client client) {
		metered(this.runner).run((context) -> {
			Observation outer = Observation.start("outer", context.getBean(ObservationRegistry.class));
			outer.scoped(() -> client.call.accept(context, this.server.url() + "/orders/{id}"));
			outer.stop();
			SpanData span = this.spans.take();
			SpanData parent = this.spans.take();
			assertThat(parent.getName()).isEqualTo("outer");
			assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanId());
		});
	}

	@ParameterizedTest
	@EnumSource
	void spanWithinAnObservationIsTheParent(Client client) {
		metered(this.runner).run((context) -> {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
			Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class)).observe(() -> {
				Span inner = tracer.spanBuilder("inner").startSpan();
				try (Scope scope = inner.makeCurrent()) {
					client.call.accept(context, this.server.url() + "/orders/{id}");
				}
				inner.end();
			});
			List<SpanData> all = this.spans.take(3);
			assertThat(all).extracting(SpanData::getName).containsExactly("GET /orders/{id}", "inner", "outer");
			assertThat(all.get(0).getParentSpanId()).isEqualTo(all.get(1).getSpanId());
			assertThat(all.get(1).getParentSpanId()).isEqualTo(all.get(2).getSpanId());
		});
	}

	@Test
	void automaticPropagationKeepsTheSpanWithinAnObservation() {
		Hooks.enableAutomaticContextPropagation();
		try {
			metered(this.runner).run((context) -> {
				ObservationThreadLocalAccessor.getInstance()
					.setObservationRegistry(context.getBean(ObservationRegistry.class));
				Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
				Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class)).observe(() -> {
					Span inner = tracer.spanBuilder("inner").startSpan();
					try (Scope scope = inner.makeCurrent()) {
						Client.WEB_CLIENT.call.accept(context, this.server.url() + "/orders/{id}");
					}
					inner.end();
				});
				List<SpanData> all = this.spans.take(3);
				assertThat(all).extracting(SpanData::getName).containsExactly("GET /orders/{id}", "inner", "outer");
				assertThat(all.get(0).getParentSpanId()).isEqualTo(all.get(1).getSpanId());
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void clientsThatTheUserMadeWithTheRegistryMakeOneSpanAndTheirMetrics() {
		metered(this.runner).withUserConfiguration(UserMade.class).run((context) -> {
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

	private SpanData assertOneSpan(ApplicationContext context, Client client) {
		client.call.accept(context, this.server.url() + "/orders/{id}");
		SpanData span = this.spans.take();
		assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo(Operations.SCOPE_NAME);
		assertThat(this.server.take().get("traceparent")).hasSize(1).first().asString().contains(span.getSpanId());
		this.spans.assertNoMore();
		return span;
	}

	private List<Tag> tagsWithoutUs(Client client) {
		List<Tag> tags = new ArrayList<>();
		metered(HttpClients.bootAlone(this.spans)).run((context) -> {
			client.call.accept(context, this.server.url() + "/orders/{id}");
			this.spans.take();
			this.server.take();
			tags.addAll(context.getBean(MeterRegistry.class).get("http.client.requests").timer().getId().getTags());
		});
		return tags;
	}

	private static ApplicationContextRunner metered(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class);
	}

	/**
	 * The clients that Spring Boot builds.
	 */
	enum Client {

		REST_CLIENT((context, url) -> context.getBean(RestClient.Builder.class)
			.build()
			.get()
			.uri(url, "42")
			.retrieve()
			.body(String.class)),

		REST_TEMPLATE((context,
				url) -> context.getBean(RestTemplateBuilder.class).build().getForObject(url, String.class, "42")),

		WEB_CLIENT((context, url) -> context.getBean(WebClient.Builder.class)
			.build()
			.get()
			.uri(url, "42")
			.retrieve()
			.bodyToMono(String.class)
			.block());

		private final BiConsumer<ApplicationContext, String> call;

		Client(BiConsumer<ApplicationContext, String> call) {
			this.call = call;
		}

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
