/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * What switches tracing, or a feature of it, off. A value that is neither true nor false
 * counts as true: the record that declares the property refuses it, with its origin.
 */
final class TracingSwitch {

	private static final Set<String> OFF = Set.of("false", "off", "no", "0");

	private TracingSwitch() {
	}

	static boolean isOn(Environment environment, String property) {
		String value = environment.getProperty(property);
		return value == null || !OFF.contains(value.trim().toLowerCase(Locale.ROOT));
	}

	/**
	 * Returns the property that switches all of tracing off. Spring Boot's own one is
	 * taken at its word, too: alone it would leave an SDK that samples every trace.
	 * @param environment the environment
	 * @return the property, or null if tracing is on
	 */
	static @Nullable String offBy(Environment environment) {
		if (!isOn(environment, "tracing.enabled")) {
			return "tracing.enabled";
		}
		return isOn(environment, "management.opentelemetry.enabled") ? null : "management.opentelemetry.enabled";
	}

}
