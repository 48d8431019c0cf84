/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was added to a statement's batch: how much, and the first few different texts.
 */
final class Batch {

	static final int MAX_TEXTS = 16;

	private final List<String> texts = new ArrayList<>(0);

	private long size;

	void add(@Nullable String sql) {
		this.size++;
		if (sql != null && this.texts.size() < MAX_TEXTS
				&& (this.texts.isEmpty() || !this.texts.get(this.texts.size() - 1).equals(sql))) {
			this.texts.add(sql);
		}
	}

	void clear() {
		this.size = 0;
		this.texts.clear();
	}

	long size() {
		return this.size;
	}

	List<String> texts() {
		return List.copyOf(this.texts);
	}

}
