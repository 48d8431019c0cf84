/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.atomic.LongAdder;

/**
 * How large the requests are that the collector takes, as they travel.
 */
public final class SentBytes {

	private final LongAdder requests = new LongAdder();

	private final LongAdder spans = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	/**
	 * The collector took a request.
	 * @param spans how many spans were in it
	 * @param bytes length of its body, compressed if it was
	 */
	public void add(long spans, long bytes) {
		this.requests.increment();
		this.spans.add(spans);
		this.bytes.add(bytes);
	}

	/**
	 * Returns how many requests were taken.
	 * @return the number
	 */
	public long requests() {
		return this.requests.sum();
	}

	/**
	 * Returns how many spans were in them.
	 * @return the number
	 */
	public long spans() {
		return this.spans.sum();
	}

	/**
	 * Returns how many bytes they had.
	 * @return the number
	 */
	public long bytes() {
		return this.bytes.sum();
	}

}
