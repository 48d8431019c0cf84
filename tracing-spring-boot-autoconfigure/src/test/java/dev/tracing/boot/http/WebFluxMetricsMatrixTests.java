/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One span for each request, whoever else listens to the Observation; and Boot's metrics
 * as they were.
 */
class WebFluxMetricsMatrixTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void oneSpanWithoutMetrics() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(MeterRegistry.class);
			assertOneSpan(context);
		});
	}

	@Test
	void oneSpanWithoutMetricsOnTheClasspath() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class)).run(this::assertOneSpan);
	}

	@Test
	void oneSpanWithMetricsButNoRegistry() {
		this.runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class)).run(this::assertOneSpan);
	}

	@Test
	void oneSpanAndOneMeasurementWithRegistry() {
		measured(this.runner).run((context) -> {
			assertOneSpan(context);
			Timer timer = timer(context.getBean(MeterRegistry.class));
			assertThat(timer.getId().getTag("uri")).isEqualTo("/orders/{id}");
			assertThat(timer.getId().getTag("status")).isEqualTo("200");
			assertThat(timer.getId().getTag("method")).isEqualTo("GET");
			assertThat(timer.getId().getTag("outcome")).isEqualTo("SUCCESS");
			assertThat(timer.getId().getTag("exception")).isEqualTo("none");
		});
	}

	@Test
	void excludedRequestsAreStillMeasured() {
		measured(this.runner).withPropertyValues("tracing.http.server.exclude=/orders/**").run((context) -> {
			WebFluxApplication.get(context, "/orders/7", "traceparent", WebFluxApplication.SAMPLED_CALLER);
			timer(context.getBean(MeterRegistry.class));
		});
	}

	@Test
	void requestsAreStillMeasuredWithTracingOff() {
		measured(this.runner).withPropertyValues("tracing.http.server.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ReactiveServerObservationHandler.class);
			WebFluxApplication.get(context, "/orders/7");
			assertThat(this.spans.take().getName()).isEqualTo("http get /orders/{id}");
			timer(context.getBean(MeterRegistry.class));
		});
	}

	@Test
	void oneSpanWithoutObservationRegistry() {
		WebFluxApplication.bareRunner(this.spans).run((context) -> {
			assertThat(context).doesNotHaveBean(ObservationRegistry.class);
			assertOneSpan(context);
		});
	}

	@Test
	void oneSpanWithObservationRegistryThatDoesNothing() {
		this.runner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP).run(this::assertOneSpan);
	}

	@Test
	void oneSpanWithSeveralObservationRegistries() {
		this.runner.withBean("first", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("second", ObservationRegistry.class, ObservationRegistry::create)
			.run(this::assertOneSpan);
	}

	@Test
	void predicateThatRefusesTheObservationRefusesTheSpan() {
		this.runner.withBean(ObservationPredicate.class, () -> (name, context) -> !name.equals("http.server.requests"))
			.run((context) -> assertThat(WebFluxApplication.get(context, "/orders/7").statusCode()).isEqualTo(200));
	}

	private void assertOneSpan(ApplicationContext context) {
		WebFluxApplication.get(context, "/orders/7", "traceparent", WebFluxApplication.SAMPLED_CALLER);
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("GET /orders/{id}");
		assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(span.getParentSpanId()).isEqualTo(WebFluxApplication.CALLER_ID);
		this.spans.assertNoMore();
	}

	private static ReactiveWebApplicationContextRunner measured(ReactiveWebApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
	}

	private static Timer timer(MeterRegistry registry) {
		await().untilAsserted(() -> assertThat(registry.find("http.server.requests").timers()).singleElement()
			.satisfies((timer) -> assertThat(timer.count()).isEqualTo(1)));
		return registry.get("http.server.requests").timer();
	}

}
