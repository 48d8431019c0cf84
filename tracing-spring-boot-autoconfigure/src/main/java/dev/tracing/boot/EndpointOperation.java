/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

/**
 * Something that the endpoint {@code tracing} does. Every bean of this type is run by
 * {@code POST /actuator/tracing/name}, if the access to the endpoint is unrestricted.
 * What it throws as {@link IllegalArgumentException} is answered with its message.
 */
public interface EndpointOperation {

	/**
	 * Name of the operation, in lower case and with hyphens.
	 * @return the name
	 */
	String name();

	/**
	 * Does it.
	 * @param request who wants it, and how
	 * @return what was done: maps, lists, text, numbers and booleans, which need no
	 * reflection
	 */
	Object run(EndpointRequest request);

	/**
	 * Takes back what it did before: {@code DELETE /actuator/tracing/name}.
	 * @param request who wants it, and what is to be taken back; without arguments for
	 * everything
	 * @return how much was taken back
	 */
	default int revert(EndpointRequest request) {
		return 0;
	}

}
