/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

/**
 * What nobody but the login may see.
 *
 * @param name name of the user
 * @param password password of the user
 */
record Credentials(String name, String password) {

	@Override
	public String toString() {
		return "Credentials[name=" + this.name + "]";
	}

}
