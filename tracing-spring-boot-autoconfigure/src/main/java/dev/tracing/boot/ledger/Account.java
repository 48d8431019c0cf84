/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;

/**
 * Where a recorded span is as long as its fate is open. Spans go from one account to a
 * later one; those that are rescued live once more before they are queued.
 */
public enum Account {

	/**
	 * It has started and not ended.
	 */
	LIVE,

	/**
	 * It has ended in a trace that is not sampled but may be rescued.
	 */
	BUFFERED,

	/**
	 * It waits for its export, or is being exported.
	 */
	QUEUED,

	/**
	 * It is on disk, until the collector takes it.
	 */
	SPOOLED;

	/**
	 * Returns the account as metrics show it.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
