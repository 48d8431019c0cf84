/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;

import dev.tracing.boot.operation.Text;

/**
 * Names of spans and keys from names of classes and methods.
 */
final class SpanNames {

	// What a class is in the architecture says nothing about the work.
	private static final List<String> ROLES = List.of("Impl", "Service", "RestController", "Controller", "Resource",
			"Endpoint", "Repository", "Dao", "DAO", "Component", "Facade", "UseCase", "Handler", "Listener", "Manager");

	private SpanNames() {
	}

	/**
	 * Returns the default name of a span: {@code OrderServiceImpl.createRecord} becomes
	 * {@code order.create_record}.
	 * @param type the class without proxy
	 * @param method the name of the method
	 * @return the name
	 */
	static String of(Class<?> type, String method) {
		return Text.snakeCase(withoutRoles(simpleName(type))) + "." + Text.snakeCase(withoutMangling(method));
	}

	private static String simpleName(Class<?> type) {
		Class<?> named = type;
		while (named.getSimpleName().isEmpty() && named.getEnclosingClass() != null) {
			named = named.getEnclosingClass();
		}
		String name = named.getSimpleName();
		int generated = name.indexOf('$');
		return (generated > 0) ? name.substring(0, generated) : name;
	}

	private static String withoutRoles(String name) {
		for (String role : ROLES) {
			if (name.length() > role.length() && name.endsWith(role)) {
				return withoutRoles(name.substring(0, name.length() - role.length()));
			}
		}
		return name;
	}

	// Kotlin appends a hash to functions that take inline classes.
	private static String withoutMangling(String method) {
		int hash = method.indexOf('-');
		return (hash > 0) ? method.substring(0, hash) : method;
	}

}
