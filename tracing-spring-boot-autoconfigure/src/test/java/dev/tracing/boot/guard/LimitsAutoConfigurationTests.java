/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.guard;

import dev.tracing.boot.TracingEnvironment;
import io.opentelemetry.sdk.trace.SpanLimits;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsAutoConfigurationTests {

	private static final String OURS = "tracingSpanLimits";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(LimitsAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class));

	@Test
	void limitsHaveTheDocumentedDefaults() {
		this.contextRunner.run((context) -> {
			SpanLimits limits = context.getBean(SpanLimits.class);
			assertThat(limits.getMaxNumberOfAttributes()).isEqualTo(32);
			assertThat(limits.getMaxNumberOfEvents()).isEqualTo(32);
			assertThat(limits.getMaxNumberOfLinks()).isEqualTo(512);
			assertThat(limits.getMaxAttributeValueLength()).isEqualTo(4096);
			assertThat(limits.getMaxNumberOfAttributesPerEvent())
				.isEqualTo(SpanLimits.getDefault().getMaxNumberOfAttributesPerEvent());
			assertThat(limits.getMaxNumberOfAttributesPerLink())
				.isEqualTo(SpanLimits.getDefault().getMaxNumberOfAttributesPerLink());
		});
	}

	@Test
	void propertiesChangeThem() {
		this.contextRunner
			.withPropertyValues("tracing.limits.max-attributes=64", "tracing.limits.max-events=0",
					"tracing.limits.max-links=7", "tracing.limits.max-attribute-value-length=9",
					"tracing.limits.max-attributes-per-event=5", "tracing.limits.max-attributes-per-link=6")
			.run((context) -> {
				SpanLimits limits = context.getBean(SpanLimits.class);
				assertThat(limits.getMaxNumberOfAttributes()).isEqualTo(64);
				assertThat(limits.getMaxNumberOfEvents()).isZero();
				assertThat(limits.getMaxNumberOfLinks()).isEqualTo(7);
				assertThat(limits.getMaxAttributeValueLength()).isEqualTo(9);
				assertThat(limits.getMaxNumberOfAttributesPerEvent()).isEqualTo(5);
				assertThat(limits.getMaxNumberOfAttributesPerLink()).isEqualTo(6);
			});
	}

	@Test
	void backsOffForTheUsersLimits() {
		this.contextRunner.withBean(SpanLimits.class, SpanLimits::getDefault)
			.run((context) -> assertThat(context).hasSingleBean(SpanLimits.class).doesNotHaveBean(OURS));
	}

	@Test
	void isGoneWithoutTheBridge() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.otel"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OURS));
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OURS));
	}

}
