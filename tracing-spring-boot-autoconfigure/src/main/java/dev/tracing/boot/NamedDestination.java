/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Says, while an exporter is being made, for which of {@code tracing.export.destinations}
 * it is: credentials and certificates of {@code tracing.export.endpoint} are none of its
 * business, and what only the first destination has it gets if there is no endpoint.
 */
public final class NamedDestination {

	private static final ThreadLocal<@Nullable NamedDestination> CURRENT = new ThreadLocal<>();

	private final @Nullable String sslBundle;

	private final boolean first;

	/**
	 * Creates a destination.
	 * @param sslBundle name of its SSL bundle; null if it has none
	 * @param first whether it is the first of all
	 */
	public NamedDestination(@Nullable String sslBundle, boolean first) {
		this.sslBundle = sslBundle;
		this.first = first;
	}

	/**
	 * Returns what the calling thread is making an exporter for.
	 * @return the destination; null if it has no name
	 */
	public static @Nullable NamedDestination current() {
		return CURRENT.get();
	}

	/**
	 * Whether the calling thread is making the exporter of the first destination.
	 * @return whether there is none before it
	 */
	public static boolean isFirst() {
		NamedDestination current = CURRENT.get();
		return current == null || current.first;
	}

	/**
	 * Returns its SSL bundle.
	 * @return the name; null if it has none
	 */
	public @Nullable String sslBundle() {
		return this.sslBundle;
	}

	/**
	 * Makes something for this destination.
	 * @param <T> type of the result
	 * @param maker what makes it
	 * @return what was made
	 */
	public <T> T during(Supplier<T> maker) {
		CURRENT.set(this);
		try {
			return maker.get();
		}
		finally {
			CURRENT.remove();
		}
	}

}
