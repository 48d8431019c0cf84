/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the context inside the process.
 *
 * @param enabled Whether tasks run in the context of whoever handed them to an executor.
 * @param excludedBeans Names of executor and scheduler beans that are left alone.
 * @param scheduled Methods with {@code @Scheduled}.
 */
@ConfigurationProperties("tracing.async")
public record AsyncProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> excludedBeans,
		@DefaultValue Scheduled scheduled) {

	public AsyncProperties {
		excludedBeans = Set.copyOf(excludedBeans);
	}

	/**
	 * Methods with {@code @Scheduled}.
	 *
	 * @param enabled Whether each run of a scheduled method is a trace of its own.
	 */
	public record Scheduled(@DefaultValue("true") boolean enabled) {
	}

}
