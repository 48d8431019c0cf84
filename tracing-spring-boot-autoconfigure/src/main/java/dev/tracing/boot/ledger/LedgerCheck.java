/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses values that make no sense.
 */
final class LedgerCheck {

	private static final int MAX_WATCHED = 1 << 20;

	private LedgerCheck() {
	}

	static void check(LedgerProperties properties) {
		Duration after = properties.leakAfter();
		if (after.isZero() || after.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("tracing.ledger.leak-after", after,
					"It must be longer than the longest work that a span stands for. Write 1h for one hour.");
		}
		int watched = properties.maxWatchedSpans();
		if (watched < 1 || watched > MAX_WATCHED) {
			throw new InvalidConfigurationPropertyValueException("tracing.ledger.max-watched-spans", watched,
					"It must be from 1 to " + MAX_WATCHED + ".");
		}
	}

}
