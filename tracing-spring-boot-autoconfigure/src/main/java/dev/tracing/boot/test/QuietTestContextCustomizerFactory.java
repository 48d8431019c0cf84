/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/**
 * Switches the export off in tests, as Spring Boot's own tracing test module does. Where
 * that module is present it has the word, because it knows {@code @AutoConfigureTracing}.
 */
final class QuietTestContextCustomizerFactory implements ContextCustomizerFactory {

	private static final String SPRING_BOOT_ANNOTATION = "org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing";

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return springBootDecides(testClass.getClassLoader()) ? null : new QuietTestContextCustomizer();
	}

	static boolean springBootDecides(ClassLoader classLoader) {
		return ClassUtils.isPresent(SPRING_BOOT_ANNOTATION, classLoader);
	}

}
