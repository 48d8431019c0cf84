/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import org.jspecify.annotations.Nullable;

/**
 * Whose trace goes on here. A stranger's request begins a trace of its own, and what he
 * sent has no part in it.
 */
public interface Ingress {

	/**
	 * Everybody's trace goes on.
	 */
	Ingress OPEN = new Ingress() {

		@Override
		public boolean trusts(@Nullable String address, String path) {
			return true;
		}

		@Override
		public boolean linksStrangers() {
			return false;
		}

	};

	/**
	 * Whether the caller's trace goes on.
	 * @param address his address, behind all proxies that the application trusts; null if
	 * unknown
	 * @param path what he wants, within the application, as it is understood there
	 * @return whether what he sent is read
	 */
	boolean trusts(@Nullable String address, String path);

	/**
	 * Whether the span of a stranger's request is linked to what he sent.
	 * @return whether strangers are remembered
	 */
	boolean linksStrangers();

}
