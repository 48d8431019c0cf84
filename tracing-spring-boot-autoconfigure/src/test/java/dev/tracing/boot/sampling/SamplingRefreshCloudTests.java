/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import dev.tracing.boot.TracingEnvironment;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changed properties take effect when Spring Cloud says so, without a restart.
 */
@Tag("cloud")
@ExtendWith(OutputCaptureExtension.class)
class SamplingRefreshCloudTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(
				AutoConfigurations.of(SamplingAutoConfiguration.class, SamplingRefreshAutoConfiguration.class,
						OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
						RefreshAutoConfiguration.class, ConfigurationPropertiesRebinderAutoConfiguration.class))
		.withPropertyValues("tracing.sampling.ratio=0.0");

	@Test
	void newRatioAndRulesTakeEffect() {
		this.contextRunner.run((context) -> {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			assertThat(sampler.drops(Span.getInvalid())).isTrue();
			change(context, "tracing.sampling.ratio=0.5");
			assertThat(sampler.getDescription()).isEqualTo("parent-based, root: TraceIdRatioBased{0.500000}");
			assertThat(sampler.drops(Span.getInvalid())).isFalse();
			change(context, "tracing.sampling.strategy=always-on", "tracing.sampling.rules[0].headers[0].name=X-Tenant",
					"tracing.sampling.rules[0].drop=true");
			assertThat(sampler.getDescription()).isEqualTo("1 rule, otherwise AlwaysOnSampler");
			assertThat(context.getBean(SamplingHeaders.class)
				.extract(Context.root(), Map.of("X-Tenant", "a"), new SamplingRulesTests.MapGetter()))
				.as("context with the header")
				.isNotSameAs(Context.root());
			assertThat(context.getBean(Steering.class).counts().get(Change.Kind.CONFIGURATION, ChangeEvent.Action.MADE))
				.isEqualTo(2);
		});
	}

	@Test
	void badValueChangesNothingAndIsToldOnce(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			TracingSampler before = sampler.current();
			change(context, "tracing.sampling.ratio=0.5", "tracing.sampling.rules[0].ratio=7");
			assertThat(output).containsOnlyOnce("Sampling stays as it was")
				.contains("'tracing.sampling.rules[0].ratio' is 7.0")
				.contains("Write 0.1");
			change(context, "tracing.sampling.rules[0].ratio=much");
			assertThat(output).containsOnlyOnce("cannot be read");
			assertThat(sampler.current()).isSameAs(before);
			change(context, "tracing.sampling.rules[0].ratio=0.7");
			assertThat(sampler.getDescription()).contains("1 rule").contains("{0.500000}");
		});
	}

	@Test
	void whatHasNotChangedIsNotTakenOver() {
		this.contextRunner.run((context) -> {
			TracingSampler before = context.getBean(LiveSampler.class).current();
			change(context, "other.property=1");
			assertThat(context.getBean(LiveSampler.class).current()).isSameAs(before);
		});
	}

	@Test
	void secretIsRotatedButTheFirstOneNeedsARestart() {
		Map<String, String> request = Map.of("X-Force-Trace", "fedcba9876543210");
		this.contextRunner.withPropertyValues("tracing.sampling.force.secret=0123456789abcdef").run((context) -> {
			change(context, "tracing.sampling.force.secret=fedcba9876543210");
			assertThat(isForced(context, request)).isTrue();
		});
		this.contextRunner.run((context) -> {
			change(context, "tracing.sampling.force.secret=fedcba9876543210");
			assertThat(isForced(context, request)).isFalse();
		});
	}

	@Test
	void fileThatHasChangedTakesEffectWhenItIsReadAgain(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("application.properties"), "tracing.sampling.ratio=0.0");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Refreshed.class)
			.web(WebApplicationType.NONE)
			.run("--spring.config.location=" + directory.toUri(), "--spring.main.banner-mode=off")) {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			assertThat(sampler.getDescription()).isEqualTo("parent-based, root: TraceIdRatioBased{0.000000}");
			Files.writeString(file, "tracing.sampling.ratio=0.25");
			assertThat(context.getBean(ContextRefresher.class).refresh()).contains("tracing.sampling.ratio");
			assertThat(sampler.getDescription()).isEqualTo("parent-based, root: TraceIdRatioBased{0.250000}");
		}
	}

	@Test
	void needsSpringCloud() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ConfigurationRefresh.class)
				.hasSingleBean(LiveSampler.class));
	}

	@Test
	void isGoneWithTheSampler() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConfigurationRefresh.class));
	}

	private static boolean isForced(ConfigurableApplicationContext context, Map<String, String> request) {
		return Forced.isIn(context.getBean(SamplingHeaders.class)
			.extract(Context.root(), request, new SamplingRulesTests.MapGetter()));
	}

	private static void change(ConfigurableApplicationContext context, String... properties) {
		TestPropertyValues.of(properties).applyTo(context);
		context.publishEvent(new EnvironmentChangeEvent(context, Set.of("any")));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SamplingAutoConfiguration.class, SamplingRefreshAutoConfiguration.class,
			OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
			RefreshAutoConfiguration.class, ConfigurationPropertiesRebinderAutoConfiguration.class })
	static class Refreshed {

	}

}
