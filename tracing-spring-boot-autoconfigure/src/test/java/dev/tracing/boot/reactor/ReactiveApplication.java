/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.function.Consumer;

import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose reactive chains are traced.
 *
 * @param observations where Observations are registered
 */
record ReactiveApplication(ObservationRegistry observations) {

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
					ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, TracingAutoConfiguration.class,
					SamplingAutoConfiguration.class, dev.tracing.boot.observation.ObservationAutoConfiguration.class,
					ReactorTracingAutoConfiguration.class))
			.withPropertyValues("management.tracing.sampling.probability=1.0");
	}

	static void run(Consumer<ReactiveApplication> test) {
		runner().run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(new ReactiveApplication(context.getBean(ObservationRegistry.class)));
			assertThat(io.opentelemetry.api.trace.Span.current().getSpanContext().isValid()).isFalse();
		});
	}

	Observation observation(String name) {
		return Observation.start(name, this.observations);
	}

	static String spanId(Observation observation) {
		return span(observation).context().spanId();
	}

	static String parentId(Observation observation) {
		return span(observation).context().parentId();
	}

	private static Span span(Observation observation) {
		TracingContext tracing = observation.getContextView().get(TracingContext.class);
		assertThat(tracing).isNotNull();
		Span span = tracing.getSpan();
		assertThat(span).isNotNull();
		return span;
	}

}
