/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Says, while an exporter is being made, that it is for a further destination:
 * credentials and certificates of the first one are none of its business.
 */
public final class FurtherDestination {

	private static final ThreadLocal<@Nullable FurtherDestination> CURRENT = new ThreadLocal<>();

	private final @Nullable String sslBundle;

	/**
	 * Creates a destination.
	 * @param sslBundle name of its SSL bundle; null if it has none
	 */
	public FurtherDestination(@Nullable String sslBundle) {
		this.sslBundle = sslBundle;
	}

	/**
	 * Returns what the calling thread is making an exporter for.
	 * @return the destination; null if it is the first one
	 */
	public static @Nullable FurtherDestination current() {
		return CURRENT.get();
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
