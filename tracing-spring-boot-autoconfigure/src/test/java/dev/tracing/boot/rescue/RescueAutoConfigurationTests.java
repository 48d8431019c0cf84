/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;

import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.UnsampledRecording;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RescueAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = RescueContext.runner();

	@Test
	void isOnWhereARatioDecides() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(Rescue.class));
		this.contextRunner.withPropertyValues("tracing.sampling.strategy=traceidratio", "tracing.sampling.ratio=0.01")
			.run((context) -> assertThat(context).hasSingleBean(Rescue.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.sampling.ratio=0.0", "tracing.sampling.ratio=1.0",
			"tracing.sampling.strategy=always_off", "tracing.sampling.strategy=parentbased_always_off",
			"tracing.sampling.strategy=always_on", "tracing.sampling.rescue.enabled=false", "tracing.enabled=false",
			"management.opentelemetry.tracing.export.include-unsampled=true" })
	void isOffOtherwise(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Rescue.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.sampling.ratio=0.0", "tracing.sampling.strategy=always_off",
			"tracing.sampling.strategy=parentbased_always_off" })
	void isOnWhereNothingIsSampledIfTheUserSaysSo(String property) {
		this.contextRunner.withPropertyValues(property, "tracing.sampling.rescue.enabled=true").run((context) -> {
			RescueContext.trace(context, Context.root(), "fine", false);
			RescueContext.trace(context, Context.root(), "broken", true);
			assertThat(RescueContext.exported(context)).containsExactly("broken");
		});
	}

	@Test
	void endpointShowsWhatIsHeldAndWhatBecameOfIt() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=true")
			.run((context) -> {
				RescueContext.trace(context, Context.root(), "broken", true);
				RescueContext.trace(context, Context.root(), "fine", false);
				Span open = RescueContext.tracer(context).spanBuilder("open").startSpan();
				assertThat(context.getBean(RescuePart.class).read(new EndpointRequest("reader", Map.of())))
					.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
					.containsEntry("active", true)
					.containsEntry("undecided", 1L)
					.containsEntry("forgotten", 1L)
					.extracting("rescued", InstanceOfAssertFactories.map(String.class, Object.class))
					.containsEntry("error", 1L);
				open.end();
			});
	}

	@Test
	void whatARuleDropsIsDroppedAndWhatItKeepsRarelyIsRescued() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.rules[0].span-name=probe", "tracing.sampling.rules[0].drop=true",
					"tracing.sampling.rules[1].span-name=rare", "tracing.sampling.rules[1].ratio=0.0",
					"tracing.sampling.rules[1].name=rare")
			.run((context) -> {
				RescueContext.trace(context, Context.root(), "probe", true);
				RescueContext.trace(context, Context.root(), "rare", true);
				assertThat(RescueContext.exported(context)).containsExactly("rare");
				SimpleMeterRegistry registry = new SimpleMeterRegistry();
				context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
				assertThat(registry.get("tracing.sampling.decisions")
					.tag("reason", "rule:rare")
					.tag("decision", "dropped")
					.functionCounter()
					.count()).isOne();
				assertThat(
						registry.get("tracing.sampling.recorded").tag("reason", "rule:rare").functionCounter().count())
					.isOne();
				assertThat(registry.get("tracing.sampling.recorded").tag("reason", "rule:0").functionCounter().count())
					.isZero();
				assertThat(registry.get("tracing.rescue.traces").tag("reason", "error").functionCounter().count())
					.isOne();
				assertThat(registry.get("tracing.rescue.active").gauge().value()).isOne();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.sampling.rescue.max-heap-after-gc=0.000001",
			"tracing.sampling.load.max-cpu=0.000001" })
	void isOffUnderStressOfTheProcess(String limit) {
		this.contextRunner
			.withPropertyValues(limit, "tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=true")
			.run((context) -> {
				System.gc();
				await().until(() -> !isRecorded(context));
			});
	}

	private static boolean isRecorded(ApplicationContext context) {
		Span span = RescueContext.tracer(context).spanBuilder("root").setNoParent().startSpan();
		span.end();
		return span instanceof ReadableSpan;
	}

	@Test
	void nothingIsRecordedWhereNothingIsExported() {
		new ApplicationContextRunner().withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class, RescueAutoConfiguration.class,
					ExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class))
			.withPropertyValues("tracing.sampling.strategy=always_off", "tracing.sampling.rescue.enabled=true")
			.run((context) -> {
				Span span = RescueContext.tracer(context).spanBuilder("root").setNoParent().startSpan();
				assertThat(span.isRecording()).isFalse();
				span.end();
			});
	}

	@Test
	void backsOffForTheUsersOwn() {
		this.contextRunner.withBean(UnsampledRecording.class, () -> UnsampledRecording.NONE)
			.run((context) -> assertThat(context).hasSingleBean(UnsampledRecording.class)
				.doesNotHaveBean(Rescue.class));
	}

	@Test
	void needsTheBridgeButNoMeters() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.otel"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Rescue.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Rescue.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "errors=1.1", "slow-ratio=-1", "max-cpu=2", "max-heap-after-gc=2", "slower-than=0s",
			"linger=-1s", "max-per-second=0", "max-total-per-second=0", "reserve-per-second=0", "max-kinds=0",
			"max-traces=0", "max-spans-per-trace=1", "max-bytes=0B", "max-verdicts=0", "conditions[0].value=a",
			"never-slow[0]=/polls/{id:[}" })
	void badValueFailsTheStart(String property) {
		this.contextRunner.withPropertyValues("tracing.sampling.rescue." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).startsWith("tracing.sampling.rescue."
								+ property.substring(0, property.indexOf('=')).replaceAll("\\.value", ""))));
	}

	@Test
	void badThresholdOfARuleFailsTheStart() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.rules[0].ratio=0.5", "tracing.sampling.rules[0].slower-than=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tracing.sampling.rules[0].slower-than")));
	}

}
