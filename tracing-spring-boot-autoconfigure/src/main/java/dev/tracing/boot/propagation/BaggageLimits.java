/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Set;

/**
 * How much baggage is read.
 *
 * @param maxLength most characters
 * @param maxEntries most entries
 * @param maxValueLength most characters of one value, as it is encoded in the header
 * @param keys keys of the entries that are read; empty for all
 */
record BaggageLimits(int maxLength, int maxEntries, int maxValueLength, Set<String> keys) {

	BaggageLimits {
		keys = Set.copyOf(keys);
	}

	boolean allows(String key) {
		return this.keys.isEmpty() || this.keys.contains(key);
	}

}
