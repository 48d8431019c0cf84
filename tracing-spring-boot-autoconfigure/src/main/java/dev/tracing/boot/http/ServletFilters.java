/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;

/**
 * Makes the servlet filter from the properties.
 */
final class ServletFilters {

	private ServletFilters() {
	}

	static TracingFilter tracing(Operations operations, HttpProperties properties, Environment environment,
			RequestEnd requestEnd, Ingress ingress, RescueSignal rescue) {
		HttpProperties.Server server = properties.server();
		return new TracingFilter(operations, new HttpServerSemantics(operations.conventions(), properties),
				new ExcludedPaths(server.exclude(), environment), new CallerHeaders(server, rescue),
				containerForwards(environment), requestEnd, ingress);
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
