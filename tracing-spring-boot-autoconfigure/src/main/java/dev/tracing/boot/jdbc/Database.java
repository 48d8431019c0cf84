/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A database, as far as its URL tells.
 *
 * @param system what kind it is
 * @param namespace its name; null if it is unknown
 * @param address the host; null if it is unknown, or one of several
 * @param port the port; null if the URL names none
 */
record Database(DatabaseSystem system, @Nullable String namespace, @Nullable String address, @Nullable Long port) {

	static final Database UNKNOWN = new Database(DatabaseSystem.OTHER, null, null, null);

	/**
	 * What to call a statement of which nothing else is known.
	 * @return the most telling of what is known
	 */
	String label() {
		if (this.namespace != null) {
			return this.namespace;
		}
		if (this.address != null) {
			return (this.port != null) ? this.address + ":" + this.port : this.address;
		}
		return this.system.name();
	}

}
