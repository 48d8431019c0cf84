/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Whether rules may come while the application runs, by the endpoint or by a refresh.
 */
final class SteeringAccess {

	private static final String ENDPOINTS = "org.springframework.boot.actuate.autoconfigure.endpoint."
			+ "PropertiesEndpointAccessResolver";

	private static final String REFRESH = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

	private SteeringAccess() {
	}

	static boolean isPossible(Environment environment, @Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(REFRESH, classLoader)
				|| (ClassUtils.isPresent(ENDPOINTS, classLoader) && Endpoints.areWritable(environment));
	}

	/**
	 * Loaded only where there are endpoints.
	 */
	private static final class Endpoints {

		static boolean areWritable(Environment environment) {
			return new PropertiesEndpointAccessResolver(environment).accessFor(EndpointId.of("tracing"),
					Access.READ_ONLY) == Access.UNRESTRICTED;
		}

	}

}
