/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

/**
 * Which names of the OpenTelemetry semantic conventions the attributes have.
 */
public enum Semconv {

	/**
	 * Stable names only, such as {@code http.request.method}.
	 */
	STABLE,

	/**
	 * Old names only, such as {@code http.method}.
	 */
	LEGACY,

	/**
	 * Stable and old names side by side, for the time of a migration.
	 */
	BOTH;

	/**
	 * Whether the stable names are written.
	 * @return whether the stable names are written
	 */
	public boolean stable() {
		return this != LEGACY;
	}

	/**
	 * Whether the old names are written.
	 * @return whether the old names are written
	 */
	public boolean legacy() {
		return this != STABLE;
	}

}
