/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.operation.LostContext;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.Warehouse;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lost contexts of spans that are not ours.
 */
class ForeignStartsTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(LostContext.class, Level.DEBUG);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withPropertyValues("management.tracing.sampling.probability=1.0");

	@Test
	void spanOfTheApplicationWithoutAParentIsToldOnce() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("application");
			tracer.spanBuilder("reserve").startSpan().end();
			tracer.spanBuilder("reserve").startSpan().end();
			assertThat(messages()).singleElement().asString().contains("'reserve' (INTERNAL)", "sampled true");
		});
	}

	// It has no name before it ends.
	@Test
	void observationWithoutAParentIsToldOnceForEachPlace() {
		this.runner.run((context) -> {
			Warehouse warehouse = new Warehouse(context.getBean(ObservationRegistry.class));
			for (int i = 0; i < 2; i++) {
				warehouse.ship();
			}
			warehouse.bill();
			assertThat(messages()).hasSize(2)
				.allMatch((line) -> line.contains("has no parent") && line.contains("called at"));
		});
	}

	@Test
	void whatHasAParentOrBeginsTracesIsNotTold() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("application");
			Span server = tracer.spanBuilder("GET").setSpanKind(SpanKind.SERVER).startSpan();
			try (Scope scope = server.makeCurrent()) {
				tracer.spanBuilder("reserve").startSpan().end();
			}
			server.end();
			tracer.spanBuilder("process").setSpanKind(SpanKind.CONSUMER).startSpan().end();
			context.getBean(OpenTelemetry.class)
				.getTracer(Operations.SCOPE_NAME)
				.spanBuilder("schedule.clean_up")
				.startSpan()
				.end();
			assertThat(messages()).isEmpty();
		});
	}

	@Test
	void nobodyIsCalledUnlessItIsLogged() {
		this.log.setLevel(Level.INFO);
		this.runner.run((context) -> {
			assertThat(context.getBean(ForeignStarts.class).isStartRequired()).isFalse();
			assertThat(context.getBean(ForeignStarts.class).isEndRequired()).isFalse();
		});
	}

	@Test
	void nothingIsWatchedIfNothingIsTraced() {
		this.runner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ForeignStarts.class));
	}

	private List<String> messages() {
		return this.log.messages();
	}

}
