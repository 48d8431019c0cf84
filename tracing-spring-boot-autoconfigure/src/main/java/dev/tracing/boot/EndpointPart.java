/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.jspecify.annotations.Nullable;

/**
 * Something that the endpoint {@code tracing} shows. Every bean of this type is read by
 * {@code GET /actuator/tracing} and, alone, by {@code GET /actuator/tracing/name}. What
 * it throws as {@link IllegalArgumentException} is answered with its message.
 */
public interface EndpointPart {

	/**
	 * Name of the part, in lower case and with hyphens.
	 * @return the name
	 */
	String name();

	/**
	 * Reads the part.
	 * @param request what is asked; without arguments where all parts are shown
	 * @return maps, lists, text, numbers and booleans, which need no reflection; null if
	 * there is nothing to say to such a request
	 */
	@Nullable Object read(EndpointRequest request);

}
