/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.test;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Puts {@code management.tracing.export.enabled=false} in front of all properties, unless
 * the test says {@code spring.test.tracing.export=true}.
 */
final class QuietTestContextCustomizer implements ContextCustomizer {

	private static final String EXPORT_IN_TESTS = "spring.test.tracing.export";

	private static final String EXPORT = "management.tracing.export.enabled";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (!environment.getProperty(EXPORT_IN_TESTS, Boolean.class, false)) {
			environment.getPropertySources().addFirst(new MapPropertySource("tracingInTests", Map.of(EXPORT, "false")));
		}
	}

	// All instances are one, so that the test framework shares contexts among classes.
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof QuietTestContextCustomizer;
	}

	@Override
	public int hashCode() {
		return QuietTestContextCustomizer.class.hashCode();
	}

}
