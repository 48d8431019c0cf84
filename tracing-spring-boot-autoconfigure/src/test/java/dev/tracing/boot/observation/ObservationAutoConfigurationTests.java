/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import dev.tracing.boot.TracingEnvironment;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ObservationAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class));

	@Test
	void currentTraceContextSeesNativeSpans() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(OtelCurrentTraceContext.class)
			.hasSingleBean(NativeCurrentTraceContext.class));
	}

	@Test
	void staysWhereTheCallersContextPassesThrough() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(NativeCurrentTraceContext.class));
	}

	@Test
	void backsOffForTheUsersTraceContext() {
		this.contextRunner.withBean(OtelCurrentTraceContext.class, OtelCurrentTraceContext::new)
			.run((context) -> assertThat(context).hasSingleBean(OtelCurrentTraceContext.class)
				.doesNotHaveBean(NativeCurrentTraceContext.class));
	}

	@Test
	void isGoneWithoutTheBridge() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.otel"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tracingCurrentTraceContext"));
	}

}
