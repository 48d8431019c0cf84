/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.http.server.PathContainer;

/**
 * A path as it is compared with the patterns of handlers: decoded, without parameters.
 */
public final class UnderstoodPath {

	private static final char NO_SEPARATOR = '\uFFFF';

	private UnderstoodPath() {
	}

	/**
	 * Writes a path down as it is understood.
	 * @param path the path within the application
	 * @return its text, in which an encoded slash is no slash
	 */
	public static String of(PathContainer path) {
		StringBuilder text = new StringBuilder();
		for (PathContainer.Element element : path.elements()) {
			// An encoded slash is part of its segment.
			text.append((element instanceof PathContainer.PathSegment segment)
					? segment.valueToMatch().replace('/', NO_SEPARATOR) : element.value());
		}
		return text.toString();
	}

}
