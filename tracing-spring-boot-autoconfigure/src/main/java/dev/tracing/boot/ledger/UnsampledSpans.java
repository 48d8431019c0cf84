/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Somebody who drops spans before they are recorded, and says why and how many, or
 * forgets recorded ones that were not sampled.
 */
@FunctionalInterface
public interface UnsampledSpans {

	/**
	 * Tells of each reason, those that come later too. There are few.
	 * @param listener who wants to know the name of the reason and, at any time, how many
	 * spans were dropped so far
	 */
	void forEachReason(BiConsumer<String, LongSupplier> listener);

	/**
	 * Tells of each local root that is dropped or forgotten from now on, on the thread
	 * that started it or decides on it.
	 * @param listener who wants to know the span's name
	 */
	default void onDrop(Consumer<String> listener) {
	}

}
