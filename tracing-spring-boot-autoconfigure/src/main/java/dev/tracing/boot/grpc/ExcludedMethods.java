/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import io.grpc.MethodDescriptor;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Methods that are not traced: full names, or all methods of a service.
 */
final class ExcludedMethods {

	private static final String PROPERTY = "tracing.grpc.server.exclude";

	private static final String ALL = "/*";

	private final Set<String> methods = new HashSet<>();

	private final Set<String> services = new HashSet<>();

	ExcludedMethods(Collection<String> entries) {
		for (String entry : entries) {
			if (!isLegible(entry)) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, entry,
						"It names no method. Write a full name such as shop.Payments/Pay, or shop.Payments/* for all "
								+ "methods of a service.");
			}
			if (entry.endsWith(ALL)) {
				this.services.add(entry.substring(0, entry.length() - ALL.length()));
			}
			else {
				this.methods.add(entry);
			}
		}
	}

	private static boolean isLegible(String entry) {
		int slash = entry.indexOf('/');
		String service = (slash > 0) ? entry.substring(0, slash) : "*";
		String method = entry.substring(slash + 1);
		return !service.contains("*") && !method.isEmpty() && !method.contains("/")
				&& (method.equals("*") || !method.contains("*"));
	}

	/**
	 * Whether the calls of a method are not traced.
	 * @param method the method
	 * @return whether the method or its service is excluded
	 */
	boolean matches(MethodDescriptor<?, ?> method) {
		String service = method.getServiceName();
		return (service != null && this.services.contains(service))
				|| (!this.methods.isEmpty() && this.methods.contains(method.getFullMethodName()));
	}

}
