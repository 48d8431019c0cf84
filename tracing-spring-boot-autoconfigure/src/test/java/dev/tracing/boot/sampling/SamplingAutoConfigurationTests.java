/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.TracingEnvironment;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SamplingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class));

	@Test
	void keepsOneTraceInTenByDefault() {
		this.contextRunner.run((context) -> assertThat(description(context.getBean(Sampler.class)))
			.isEqualTo("parent-based, root: TraceIdRatioBased{0.100000}"));
	}

	@ParameterizedTest
	@CsvSource({ "always_on, AlwaysOnSampler", "always_off, AlwaysOffSampler",
			"traceidratio, TraceIdRatioBased{0.250000}", "parentbased_always_on, 'parent-based, root: AlwaysOnSampler'",
			"parentbased_always_off, 'parent-based, root: AlwaysOffSampler'",
			"parentbased_traceidratio, 'parent-based, root: TraceIdRatioBased{0.250000}'" })
	void strategyHasTheSixStandardOnesUnderTheirStandardNames(String strategy, String description) {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=0.25",
					"tracing.sampling.strategy="
							+ strategy.replace("traceidratio", "trace_id_ratio").replace("parentbased", "parent_based"))
			.run((context) -> assertThat(description(context.getBean(Sampler.class))).isEqualTo(description));
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=0.25", "tracing.sampling.strategy=" + strategy)
			.run((context) -> assertThat(description(context.getBean(Sampler.class))).isEqualTo(description));
	}

	@Test
	void springBootsOwnKeyWins() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=0.25", "management.tracing.sampling.probability=0.5")
			.run((context) -> assertThat(description(context.getBean(Sampler.class))).contains("{0.500000}"));
	}

	@Test
	void ratioOutOfRangeFailsUnderTheNameThatTheUserWrote() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=10")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tracing.sampling.ratio")));
		this.contextRunner.withPropertyValues("management.tracing.sampling.probability=10")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("management.tracing.sampling.probability")));
	}

	@Test
	void headersAreReadOnlyIfOneCanDecide() {
		ApplicationContextRunner withoutRefresh = this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud"));
		withoutRefresh.run((context) -> assertThat(context).doesNotHaveBean(SamplingHeaders.class));
		withoutRefresh.withPropertyValues("tracing.sampling.force.secret=0123456789abcdef")
			.run((context) -> assertThat(context).hasSingleBean(SamplingHeaders.class));
		withoutRefresh.withPropertyValues("management.endpoint.tracing.access=UNRESTRICTED")
			.run((context) -> assertThat(context).as("a rule may come").hasSingleBean(SamplingHeaders.class));
	}

	@Test
	void decisionsAreCountedWhereThereAreMeters() {
		this.contextRunner.run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.get("tracing.sampling.decisions").tag("reason", "ratio").functionCounters()).hasSize(2);
		});
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LiveSampler.class));
	}

	@Test
	void rehearsedRulesRecordNothing() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.dry-run.rules[0].name=rehearsed",
					"tracing.sampling.dry-run.rules[0].kind=server", "tracing.sampling.dry-run.rules[0].ratio=0.5")
			.run((context) -> {
				SimpleMeterRegistry registry = new SimpleMeterRegistry();
				context.getBean(MeterBinder.class).bindTo(registry);
				assertThat(registry.get("tracing.sampling.dry-run.decisions")
					.tag("reason", "rule:rehearsed")
					.functionCounters()).hasSize(2);
				assertThat(
						registry.find("tracing.sampling.recorded").tag("reason", "rule:rehearsed").functionCounters())
					.isEmpty();
			});
	}

	@Test
	void backsOffForTheUsersSampler() {
		this.contextRunner.withBean(Sampler.class, Sampler::alwaysOff)
			.run((context) -> assertThat(context).hasSingleBean(Sampler.class).doesNotHaveBean(LiveSampler.class));
	}

	@Test
	void needsTheBridge() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.otel"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LiveSampler.class));
	}

	private static String description(Sampler sampler) {
		return sampler.getDescription();
	}

}
