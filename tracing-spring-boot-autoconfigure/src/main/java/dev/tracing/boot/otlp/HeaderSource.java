/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The headers of one attempt: the configured ones and over them those that the
 * application supplies. What it supplies may be a secret, so it is in no message of ours.
 */
final class HeaderSource {

	private final @Nullable Supplier<Map<String, List<String>>> configured;

	private final List<ExportHeaders> supplied;

	HeaderSource(@Nullable Supplier<Map<String, List<String>>> configured, List<ExportHeaders> supplied) {
		this.configured = configured;
		this.supplied = supplied;
	}

	boolean isSupplied() {
		return !this.supplied.isEmpty();
	}

	Map<String, List<String>> read() throws IOException {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		try {
			Map<String, List<String>> fixed = (this.configured != null) ? this.configured.get() : null;
			if (fixed != null) {
				headers.putAll(fixed);
			}
			for (ExportHeaders supplier : this.supplied) {
				supplier.get().forEach((name, value) -> headers.put(name, List.of(value)));
			}
			return headers;
		}
		catch (RuntimeException ex) {
			// Its message may hold what must not be logged.
			throw new IOException("Headers for the export were not supplied: " + ex.getClass().getName());
		}
	}

}
