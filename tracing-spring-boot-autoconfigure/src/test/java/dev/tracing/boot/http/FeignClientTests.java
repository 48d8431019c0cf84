/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.RecordedSpans;
import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.FeignException;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.RetryableException;
import feign.Retryer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Feign's capabilities, retries and Observations.
 */
class FeignClientTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void builderMadeByHandIsTracedByTheCapability() {
		this.runner.run((context) -> {
			Feign.builder()
				.addCapability(context.getBean(TracingCapability.class))
				.target(Hello.class, this.server.url())
				.hello();
			assertThat(this.server.take().getFirst("traceparent")).contains(this.spans.take().getSpanId());
		});
	}

	@Test
	void capabilityThatIsAddedTwiceMakesOneSpan() {
		this.runner.withBean(Feign.Builder.class, Feign::builder).run((context) -> {
			context.getBean(Feign.Builder.class)
				.addCapability(context.getBean(TracingCapability.class))
				.target(Hello.class, this.server.url())
				.hello();
			this.spans.take();
		});
	}

	@Test
	void everyAttemptOfARetryHasASpan() {
		this.runner.withBean(Feign.Builder.class, Feign::builder).run((context) -> {
			Flaky flaky = context.getBean(Feign.Builder.class)
				.retryer(new Retryer.Default(1, 1, 2))
				.errorDecoder((method, response) -> new RetryableException(response.status(), "busy",
						response.request().httpMethod(), (Long) null, response.request()))
				.target(Flaky.class, this.server.url());
			assertThat(flaky.flaky()).isEqualTo("hello");
			assertThat(HttpClientSpanContract.text(this.spans.take(), "error.type")).isEqualTo("503");
			assertThat(this.spans.take().getStatus().getStatusCode().name()).isEqualTo("UNSET");
		});
	}

	@Test
	void observationInsideTheSpanAdoptsIt() {
		this.runner.run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			assertThatExceptionOfType(FeignException.NotFound.class).isThrownBy(() -> Feign.builder()
				.addCapability(new ObservingCapability(registry))
				.addCapability(context.getBean(TracingCapability.class))
				.target(Missing.class, this.server.url())
				.missing());
			SpanData span = this.spans.take();
			assertThat(HttpClientSpanContract.text(span, "error.type")).isEqualTo("404");
			assertThat(span.getEvents()).isEmpty();
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
		});
	}

	@Test
	void observationWithoutOurSpanKeepsItsOwn() {
		this.runner.run((context) -> {
			Feign.builder()
				.addCapability(new ObservingCapability(context.getBean(ObservationRegistry.class)))
				.target(Hello.class, this.server.url())
				.hello();
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("feign");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		});
	}

	@Test
	void usersCapabilityReplacesOurs() {
		TracingCapability own = new TracingCapability(() -> null);
		this.runner.withBean(TracingCapability.class, () -> own)
			.run((context) -> assertThat(context.getBean(TracingCapability.class)).isSameAs(own));
	}

	@Test
	void backsOffWithoutFeignAndWhenClientsAreNotTraced() {
		this.runner.withClassLoader(new FilteredClassLoader(Capability.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tracingFeignCapability"));
		this.runner.withPropertyValues("tracing.http.client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TracingCapability.class)
				.doesNotHaveBean(FeignBuilderPostProcessor.class));
		this.runner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(TracingCapability.class));
	}

	@Test
	void feignMayReflectOnTheCapability() {
		RuntimeHints hints = new RuntimeHints();
		new FeignTracingAutoConfiguration.CapabilityHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onType(TracingCapability.class)).accepts(hints);
	}

	interface Hello {

		@RequestLine("GET /hello")
		String hello();

	}

	interface Flaky {

		@RequestLine("GET /flaky")
		String flaky();

	}

	interface Missing {

		@RequestLine("GET /status/404")
		String missing();

	}

	/**
	 * What Feign's own module for Micrometer does.
	 *
	 * @param registry where it observes
	 */
	public record ObservingCapability(ObservationRegistry registry) implements Capability {

		@Override
		public Client enrich(Client client) {
			return (request, options) -> {
				RequestReplySenderContext<Request, Response> context = new RequestReplySenderContext<>(
						(carrier, name, value) -> {
						});
				context.setCarrier(request);
				Observation observation = Observation.start("feign", () -> context, this.registry);
				try {
					Response response = client.execute(request, options);
					if (response.status() >= 400) {
						throw FeignException.errorStatus("observed", response);
					}
					return response;
				}
				finally {
					observation.stop();
				}
			};
		}

	}

}
