/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;
import java.util.Locale;

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
		return snakeCase(withoutRoles(simpleName(type))) + "." + snakeCase(withoutMangling(method));
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

	private static String snakeCase(String name) {
		StringBuilder result = new StringBuilder(name.length() + 8);
		for (int i = 0; i < name.length(); i++) {
			char current = name.charAt(i);
			if (i > 0 && Character.isUpperCase(current) && startsWord(name, i)) {
				result.append('_');
			}
			result.append(current);
		}
		return result.toString().toLowerCase(Locale.ROOT);
	}

	private static boolean startsWord(String name, int index) {
		char previous = name.charAt(index - 1);
		if (previous == '_' || previous == '$') {
			return false;
		}
		boolean nextIsLower = index + 1 < name.length() && Character.isLowerCase(name.charAt(index + 1));
		return !Character.isUpperCase(previous) || nextIsLower;
	}

}
