/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the meters say of each limit, one beyond it.
 */
class RescueMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void tooManyTracesAreCounted() {
		run((tracer) -> {
			Span first = tracer.spanBuilder("first").startSpan();
			assertThat(count("tracing.rescue.evicted", "limit", "max-traces")).isZero();
			assertThat(value("tracing.rescue.undecided")).isOne();
			tracer.spanBuilder("second").startSpan().end();
			first.end();
			assertThat(count("tracing.rescue.evicted", "limit", "max-traces")).isOne();
			assertThat(count("tracing.rescue.late", "verdict", "forgotten")).as("the first root").isOne();
		}, "max-traces=1");
	}

	@Test
	void tooManyBytesAreCounted() {
		run((tracer) -> {
			Span root = tracer.spanBuilder("root").startSpan();
			child(tracer, root).setAttribute("text", "x".repeat(3_000)).end();
			assertThat(count("tracing.rescue.evicted", "limit", "max-bytes")).isZero();
			assertThat(value("tracing.rescue.undecided.size")).isBetween(3_000.0, 4_096.0);
			child(tracer, root).setAttribute("text", "x".repeat(3_000)).end();
			assertThat(count("tracing.rescue.evicted", "limit", "max-bytes")).isOne();
			root.end();
		}, "max-bytes=4KB");
	}

	@Test
	void tooManySpansAndLateOnesAreCounted() {
		run((tracer) -> {
			Span root = tracer.spanBuilder("root").startSpan();
			Span late = child(tracer, root);
			child(tracer, root).end();
			child(tracer, root).end();
			assertThat(count("tracing.rescue.elided")).isZero();
			child(tracer, root).end();
			assertThat(count("tracing.rescue.elided")).isOne();
			root.setStatus(StatusCode.ERROR).end();
			assertThat(count("tracing.rescue.traces", "reason", "error")).isOne();
			late.end();
			assertThat(count("tracing.rescue.late", "verdict", "rescued")).isOne();
		}, "max-spans-per-trace=2");
	}

	@Test
	void whatIsTooMuchAtOnceIsCounted() {
		run((tracer) -> {
			fail(tracer, "GET /a");
			assertThat(count("tracing.rescue.flooded")).isZero();
			fail(tracer, "GET /a");
			assertThat(count("tracing.rescue.flooded")).isOne();
			assertThat(count("tracing.rescue.kinds.beyond")).isZero();
			fail(tracer, "GET /b");
			assertThat(count("tracing.rescue.kinds.beyond")).isOne();
			assertThat(count("tracing.rescue.verdicts.forgotten")).isOne();
			tracer.spanBuilder("fine").startSpan().end();
			assertThat(count("tracing.rescue.forgotten")).as("the second one, too").isEqualTo(2);
		}, "max-per-second=0.01", "max-kinds=1", "max-verdicts=1");
	}

	private void run(Consumer<Tracer> work, String... limits) {
		ContextConsumer<AssertableApplicationContext> consumer = (context) -> {
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(this.registry));
			assertThat(value("tracing.rescue.active")).as("rescue").isOne();
			work.accept(context.getBean(SdkTracerProvider.class).get("test"));
		};
		new ApplicationContextRunner().withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class, RescueAutoConfiguration.class,
					ExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class))
			.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
			.withPropertyValues("tracing.sampling.ratio=0.0")
			.withPropertyValues(Stream
				.concat(Stream.of("enabled=true", "max-cpu=1.0", "max-heap-after-gc=1.0", "slower-than=1h"),
						Arrays.stream(limits))
				.map((limit) -> "tracing.sampling.rescue." + limit)
				.toArray(String[]::new))
			.run(consumer);
	}

	private static void fail(Tracer tracer, String name) {
		tracer.spanBuilder(name).startSpan().setStatus(StatusCode.ERROR).end();
	}

	private static Span child(Tracer tracer, Span parent) {
		return tracer.spanBuilder("work").setParent(Context.root().with(parent)).startSpan();
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).functionCounter().count();
	}

	private double value(String name) {
		return this.registry.get(name).gauge().value();
	}

}
