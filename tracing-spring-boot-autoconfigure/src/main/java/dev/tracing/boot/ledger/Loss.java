/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;

/**
 * Why a span that was owed to the exporter did not arrive.
 */
public enum Loss {

	/**
	 * The export queue had no room.
	 */
	QUEUE_FULL,

	/**
	 * The export failed, retries included.
	 */
	EXPORT_FAILED,

	/**
	 * The collector took the batch and refused the span.
	 */
	REJECTED,

	/**
	 * It lay on disk for too long.
	 */
	EXPIRED,

	/**
	 * The buffer of traces that may be rescued had no room for it.
	 */
	EVICTED,

	/**
	 * The application closed before it was exported.
	 */
	SHUTDOWN,

	/**
	 * The disk's share was used up.
	 */
	SPOOL_FULL,

	/**
	 * A filter of the application took it out.
	 */
	FILTERED,

	/**
	 * It never ended.
	 */
	LEAKED;

	/**
	 * Returns the reason as metrics show it.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
