/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers that can be looked at where they lie, so that who reads a format makes
 * strings only of what is legible. A header that was received several times is one list.
 *
 * @param <C> the type of the carrier
 */
// A class, because to find that a getter lacks an interface costs 10 ns.
public abstract class PeekingGetter<C> implements TextMapGetter<C> {

	/**
	 * Looks at a header.
	 * @param carrier what was received
	 * @param key name of the header
	 * @return its value, of use only while the carrier is; null if there is none
	 */
	public abstract @Nullable CharSequence peek(@Nullable C carrier, String key);

	/**
	 * Looks at a header, with whatever reads it.
	 * @param <C> the type of the carrier
	 * @param getter what reads it
	 * @param carrier what was received
	 * @param key name of the header
	 * @return its value; null if there is none
	 */
	public static <C> @Nullable CharSequence peek(TextMapGetter<C> getter, @Nullable C carrier, String key) {
		return (getter instanceof PeekingGetter<C> peeking) ? peeking.peek(carrier, key) : getter.get(carrier, key);
	}

}
