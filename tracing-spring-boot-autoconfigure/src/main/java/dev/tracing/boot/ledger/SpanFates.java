/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.function.BiConsumer;

/**
 * Somebody who knows by name what became of spans that no exporter sees, or sees no more.
 */
@FunctionalInterface
public interface SpanFates {

	/**
	 * Tells of each span from now on, on the thread that decides on it.
	 * @param listener who wants to know the span's name and what became of it
	 */
	void onFate(BiConsumer<String, SpanFate> listener);

}
