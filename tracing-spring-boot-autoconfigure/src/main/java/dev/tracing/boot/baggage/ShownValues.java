/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of one field that may be shown: of limited length, without control
 * characters, and no more of them than a dashboard bears. Whoever calls us chooses them.
 */
final class ShownValues {

	static final String OTHER = "(other)";

	private static final Logger logger = LoggerFactory.getLogger(ShownValues.class);

	private final String key;

	private final int maxLength;

	private final int maxValues;

	private final Set<String> values = ConcurrentHashMap.newKeySet();

	private final LongAdder hidden = new LongAdder();

	ShownValues(String key, int maxLength, int maxValues) {
		this.key = key;
		this.maxLength = maxLength;
		this.maxValues = maxValues;
	}

	String key() {
		return this.key;
	}

	/**
	 * How often a value was one too many.
	 * @return a number that grows
	 */
	long hidden() {
		return this.hidden.sum();
	}

	boolean isFit(String value) {
		if (value.isEmpty() || value.length() > this.maxLength) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	@Nullable String of(String value) {
		if (this.values.contains(value)) {
			return value;
		}
		if (!isFit(value)) {
			return null;
		}
		// Threads that get here at once may all add theirs.
		if (this.values.size() < this.maxValues) {
			this.values.add(value);
			return value;
		}
		this.hidden.increment();
		logger.debug("Field '{}' has more than {} values: further ones are shown as {} (tracing.baggage.max-values)",
				this.key, this.maxValues, OTHER);
		return OTHER;
	}

}
