/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A part of all traces, the same one in every service.
 */
final class Share {

	private static final int TRACE_ID_LENGTH = 32;

	private static final int DIGITS = 14;

	private static final long ALL = 1L << 56;

	private final double ratio;

	private final long threshold;

	Share(double ratio) {
		this.ratio = ratio;
		this.threshold = ALL - Math.round(ratio * ALL);
	}

	boolean contains(String traceId) {
		return this.threshold == 0
				|| HexFormat.fromHexDigitsToLong(traceId, TRACE_ID_LENGTH - DIGITS, TRACE_ID_LENGTH) >= this.threshold;
	}

	/**
	 * Whether a trace is in it whose id is not known yet.
	 * @return what chance says
	 */
	boolean containsNext() {
		return this.threshold == 0 || ThreadLocalRandom.current().nextDouble() < this.ratio;
	}

}
