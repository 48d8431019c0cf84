/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.TracingEnvironment;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * An application that samples, and asks a collector how much if it has one.
 */
final class AskingApplication {

	static final ApplicationContextRunner ALONE = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders");

	private AskingApplication() {
	}

	static ApplicationContextRunner of(SamplingCollector collector) {
		return ALONE.withPropertyValues("tracing.sampling.remote.endpoint=" + collector.endpoint(),
				"tracing.sampling.remote.polling-interval=20ms");
	}

}
