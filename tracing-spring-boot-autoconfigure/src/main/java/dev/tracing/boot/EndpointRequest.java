/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the endpoint {@code tracing}, and by whom.
 *
 * @param principal name of who asks, {@link #ANONYMOUS} if he has not said it
 * @param arguments values of the arguments that were given, by their names
 */
public record EndpointRequest(String principal, Map<String, List<String>> arguments) {

	/**
	 * Who has not said his name.
	 */
	public static final String ANONYMOUS = "anonymous";

	public EndpointRequest {
		Map<String, List<String>> copy = new TreeMap<>();
		arguments.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		arguments = Map.copyOf(copy);
	}

	/**
	 * Whether nothing was given.
	 * @return whether there are no arguments
	 */
	public boolean isEmpty() {
		return this.arguments.isEmpty();
	}

	/**
	 * Values of an argument.
	 * @param name its name
	 * @return the values; empty if it was not given
	 */
	public List<String> list(String name) {
		return this.arguments.getOrDefault(name, List.of());
	}

	/**
	 * Text of an argument.
	 * @param name its name
	 * @return the text, several values with commas between them; null if it was not given
	 */
	public @Nullable String text(String name) {
		List<String> values = list(name);
		return values.isEmpty() ? null : String.join(",", values);
	}

	/**
	 * Text of an argument that must be there.
	 * @param name its name
	 * @param example what to write, for who has forgotten it
	 * @return the text
	 */
	public String required(String name, String example) {
		String text = text(name);
		if (text == null || text.isBlank()) {
			throw new IllegalArgumentException("'" + name + "' is missing. Write " + example + ".");
		}
		return text;
	}

	/**
	 * Number of an argument.
	 * @param name its name
	 * @return the number; null if it was not given
	 */
	public @Nullable Double number(String name) {
		String text = text(name);
		try {
			return (text != null) ? Double.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + name + "' must be a number but is '" + text + "'.", ex);
		}
	}

}
