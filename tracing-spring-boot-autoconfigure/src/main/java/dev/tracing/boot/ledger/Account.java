/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;

/**
 * Where a recorded span is as long as its fate is open. A span goes from one account to a
 * later one, never back.
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
