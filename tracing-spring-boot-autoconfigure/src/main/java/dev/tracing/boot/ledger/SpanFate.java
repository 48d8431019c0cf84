/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;

/**
 * What became of a span.
 */
public enum SpanFate {

	/**
	 * The collector has it.
	 */
	EXPORTED,

	/**
	 * The export failed for good.
	 */
	NOT_EXPORTED,

	/**
	 * It was not sampled, or recorded and not rescued.
	 */
	NOT_SAMPLED,

	/**
	 * The queue had no room for it.
	 */
	QUEUE_FULL,

	/**
	 * The rescue had no room for it until the verdict.
	 */
	EVICTED,

	/**
	 * A filter of the application took it out.
	 */
	FILTERED,

	/**
	 * It went to disk, from where it is exported or lost later.
	 */
	SPOOLED,

	/**
	 * It was on disk, and was refused, became too old, or had to make room. What is
	 * damaged there has no name any more.
	 */
	LOST_ON_DISK;

	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
