/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that may leave, where all others may not. A star at the end stands for
 * anything.
 */
final class AllowedKeys {

	private final Set<String> names = new HashSet<>();

	private final List<String> prefixes;

	AllowedKeys(Collection<String> patterns) {
		this.prefixes = patterns.stream()
			.filter((pattern) -> pattern.endsWith("*"))
			.map((pattern) -> pattern.substring(0, pattern.length() - 1))
			.toList();
		this.names.addAll(patterns);
	}

	boolean contains(String key) {
		if (this.names.contains(key)) {
			return true;
		}
		for (String prefix : this.prefixes) {
			if (key.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
