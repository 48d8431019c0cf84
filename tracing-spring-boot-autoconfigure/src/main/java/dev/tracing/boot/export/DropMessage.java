/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import dev.tracing.boot.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once per interval how many spans a full queue has cost, with the property to
 * change. It is counted where a span ends and said where spans are exported.
 */
final class DropMessage {

	private static final Logger logger = LoggerFactory.getLogger(DropMessage.class);

	private final String property;

	private final Pace messages;

	private final LongAdder dropped = new LongAdder();

	private long said;

	/**
	 * Creates a message.
	 * @param property the queue's size as the user would write it
	 * @param nanoClock the time in nanoseconds
	 */
	DropMessage(String property, LongSupplier nanoClock) {
		this.property = property;
		this.messages = Pace.ofMessages(nanoClock);
	}

	void add(int spans) {
		this.dropped.add(spans);
	}

	/**
	 * Says what was dropped, unless it was said a moment ago. Called by one thread at a
	 * time.
	 */
	void say() {
		if (this.dropped.sum() > this.said && this.messages.isDue()) {
			sayNow();
		}
	}

	/**
	 * Says what was dropped and not yet said.
	 */
	void sayNow() {
		long sum = this.dropped.sum();
		if (sum > this.said) {
			logger.warn("Dropped {} spans: export queue is full ({})", sum - this.said, this.property);
			this.said = sum;
		}
	}

}
