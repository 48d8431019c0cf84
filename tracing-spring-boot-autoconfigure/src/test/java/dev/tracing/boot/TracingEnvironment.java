/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Installs the {@code tracing.*} tree into the environment of a context runner, which
 * runs no environment post-processors.
 */
public final class TracingEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TracingEnvironmentPostProcessor.install(context.getEnvironment(), context.getClassLoader());
	}

}
