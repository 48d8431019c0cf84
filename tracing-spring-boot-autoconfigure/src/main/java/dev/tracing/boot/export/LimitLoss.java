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
 * What one limit has cut off since the start: counted always, said once per interval with
 * the property to change.
 */
final class LimitLoss {

	private static final Logger logger = LoggerFactory.getLogger(LimitLoss.class);

	private final String kind;

	private final String property;

	private final LongAdder sum = new LongAdder();

	private final Pace messages;

	LimitLoss(String kind, String property, LongSupplier nanoClock) {
		this.kind = kind;
		this.property = property;
		this.messages = Pace.ofMessages(nanoClock);
	}

	String kind() {
		return this.kind;
	}

	double sum() {
		return this.sum.sum();
	}

	void add(int dropped, String spanName) {
		if (dropped <= 0) {
			return;
		}
		this.sum.add(dropped);
		if (this.messages.isDue()) {
			logger.warn("Dropped {} {} of span '{}' ({} since the start): raise {}", dropped, this.kind, spanName,
					this.sum.sum(), this.property);
		}
	}

}
