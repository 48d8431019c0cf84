/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.concurrent.TimeUnit;

import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.ledger.LedgerAutoConfiguration;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class OwnTracerTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				TracingAutoConfiguration.class, SamplingAutoConfiguration.class))
		.withBean(RecordedSpans.class, () -> this.spans)
		.withPropertyValues("management.tracing.sampling.probability=1.0", "spring.application.name=orders");

	@Test
	void spansOfTheStarterAreItsOwn() {
		this.runner.run((context) -> {
			assertThat(start(context, Context.root())).isTrue();
			SpanData span = this.spans.take();
			assertThat(span.getResource().getAttributes().asMap().values()).contains("orders");
			assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo(Operations.SCOPE_NAME);
		});
	}

	@Test
	void spansOfTheApplicationHaveOursAsParentAndTheOtherWayRound() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("application");
			Span outer = tracer.spanBuilder("outer").startSpan();
			Operation operation = operation(context, Context.root().with(outer));
			tracer.spanBuilder("inner").setParent(operation.context()).startSpan().end();
			operation.end();
			outer.end();
			SpanData inner = this.spans.take();
			SpanData own = this.spans.take();
			SpanData root = this.spans.take();
			assertThat(inner.getParentSpanId()).isEqualTo(own.getSpanId());
			assertThat(own.getParentSpanId()).isEqualTo(root.getSpanId());
			assertThat(inner.getTraceId()).isEqualTo(own.getTraceId()).isEqualTo(root.getTraceId());
		});
	}

	@Test
	void sdkMakesThemIfItIsCustomized() {
		this.runner.withBean(SdkTracerProviderBuilderCustomizer.class, () -> (builder) -> {
		}).run(this::assertSdk);
	}

	@Test
	void sdkMakesThemIfTheSamplerIsTheApplications() {
		this.runner.withBean(Sampler.class, Sampler::alwaysOn).run(this::assertSdk);
	}

	@Test
	void spansGoWhereTheApplicationsOpenTelemetrySendsThem() {
		RecordedSpans elsewhere = new RecordedSpans();
		SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(elsewhere).build();
		this.runner.withBean(OpenTelemetry.class, () -> OpenTelemetrySdk.builder().setTracerProvider(provider).build())
			.run((context) -> {
				assertThat(start(context, Context.root())).isFalse();
				assertThat(elsewhere.take().getName()).isEqualTo("work");
			});
	}

	@Test
	void spansGoWhereTheApplicationsProviderSendsThem() {
		RecordedSpans elsewhere = new RecordedSpans();
		this.runner.withUserConfiguration(OwnProvider.class)
			.withBean("elsewhere", Elsewhere.class, () -> new Elsewhere(elsewhere))
			.run((context) -> {
				assertThat(start(context, Context.root())).isFalse();
				assertThat(elsewhere.take().getName()).isEqualTo("work");
			});
	}

	@Test
	void nothingStartsAfterTheSdkWasShutDown() {
		this.runner
			.withConfiguration(AutoConfigurations.of(LedgerAutoConfiguration.class, ExportAutoConfiguration.class))
			.withBean(SpanExporter.class, InMemorySpanExporter::create)
			.run((context) -> {
				assertThat(start(context, Context.root())).isTrue();
				this.spans.take();
				context.getBean(SdkTracerProvider.class).shutdown().join(10, TimeUnit.SECONDS);
				assertThat(operation(context, Context.root()).isRecording()).isFalse();
			});
	}

	@Test
	void sdkMakesThemIfAProcessorChangesWhatEnds() {
		Ending ending = new Ending();
		this.runner.withBean(SpanProcessor.class, () -> ending).run(this::assertSdk);
		assertThat(ending.seen).isTrue();
	}

	private void assertSdk(ApplicationContext context) {
		assertThat(start(context, Context.root())).isFalse();
		this.spans.take();
	}

	private static boolean start(ApplicationContext context, Context parent) {
		Operation operation = operation(context, parent);
		operation.end();
		return operation.span().getClass().getPackage() == RecordingTracer.class.getPackage();
	}

	private static Operation operation(ApplicationContext context, Context parent) {
		return context.getBean(Operations.class).start(parent, new Work(), "work");
	}

	private static final class Work implements SpanSemantics<String> {

		@Override
		public String name(String request) {
			return request;
		}

		@Override
		public SpanKind kind() {
			return SpanKind.INTERNAL;
		}

		@Override
		public void onStart(SpanStart span, String request) {
			// A name is enough.
		}

	}

	private record Elsewhere(RecordedSpans spans) {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProvider {

		@Bean
		SdkTracerProvider ownProvider(Sampler sampler, Elsewhere elsewhere) {
			return SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(elsewhere.spans()).build();
		}

	}

	private static final class Ending implements ExtendedSpanProcessor {

		private boolean seen;

		@Override
		public void onEnding(ReadWriteSpan span) {
			this.seen = true;
		}

		@Override
		public boolean isOnEndingRequired() {
			return true;
		}

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			// It wants ends.
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			// It has seen it before.
		}

		@Override
		public boolean isEndRequired() {
			return false;
		}

	}

}
