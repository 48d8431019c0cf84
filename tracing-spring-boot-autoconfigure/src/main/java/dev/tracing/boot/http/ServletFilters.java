/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operations;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Makes the servlet filter from the properties, after it has checked them.
 */
final class ServletFilters {

	private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

	private ServletFilters() {
	}

	static TracingFilter tracing(Operations operations, HttpProperties properties, Environment environment) {
		HttpProperties.Server server = properties.server();
		return new TracingFilter(operations, new HttpServerSemantics(operations.conventions(), properties),
				new ExcludedPaths(server.exclude(), environment), responseHeader(server.responseHeader().trim()),
				containerForwards(environment));
	}

	private static String responseHeader(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 127 || SEPARATORS.indexOf(c) >= 0) {
				throw new InvalidConfigurationPropertyValueException("tracing.http.server.response-header", name,
						"It is not the name of an HTTP header. Write a name such as X-Trace-Id, or nothing for no header.");
			}
		}
		return name;
	}

	// As the web servers of Spring Boot decide it.
	private static boolean containerForwards(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		if (strategy != null) {
			return strategy.equalsIgnoreCase("native");
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		return platform != null && platform.isUsingForwardHeaders();
	}

}
