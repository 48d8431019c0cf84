/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
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

	/**
	 * Reads what of a stranger's headers has a part in his request all the same: nothing,
	 * unless told otherwise.
	 * @param <C> the type of the carrier
	 * @param current the current context
	 * @param carrier what was received
	 * @param getter how to read it
	 * @return the context, with what was read
	 */
	default <C> Context readStranger(Context current, C carrier, TextMapGetter<C> getter) {
		return current;
	}

}
