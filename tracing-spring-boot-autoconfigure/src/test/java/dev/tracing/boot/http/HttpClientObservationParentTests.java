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
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The parents of requests that are sent within Observations.
 */
class HttpClientObservationParentTests {

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
	void observationAroundTheRequestIsTheParent(BootClient client) {
		HttpClients.metered(this.runner).run((context) -> {
			Observation outer = Observation.start("outer", context.getBean(ObservationRegistry.class));
			outer.scoped(() -> client.call(context, this.server.url() + "/orders/{id}"));
			outer.stop();
			SpanData span = this.spans.take();
			SpanData parent = this.spans.take();
			assertThat(parent.getName()).isEqualTo("outer");
			assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanId());
		});
	}

	@ParameterizedTest
	@EnumSource
	void spanWithinAnObservationIsTheParent(BootClient client) {
		HttpClients.metered(this.runner).run((context) -> {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
			Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class)).observe(() -> {
				Span inner = tracer.spanBuilder("inner").startSpan();
				try (Scope scope = inner.makeCurrent()) {
					client.call(context, this.server.url() + "/orders/{id}");
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
			HttpClients.metered(this.runner).run((context) -> {
				ObservationThreadLocalAccessor.getInstance()
					.setObservationRegistry(context.getBean(ObservationRegistry.class));
				Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
				Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class)).observe(() -> {
					Span inner = tracer.spanBuilder("inner").startSpan();
					try (Scope scope = inner.makeCurrent()) {
						BootClient.WEB_CLIENT.call(context, this.server.url() + "/orders/{id}");
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

}
