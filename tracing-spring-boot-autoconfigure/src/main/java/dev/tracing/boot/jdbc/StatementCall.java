/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One execution. Its text is read, and its database asked for, only when a span wants to
 * know.
 */
final class StatementCall {

	/**
	 * Size of what is no batch.
	 */
	static final long NO_BATCH = -1;

	private final TracedConnection connection;

	private final List<String> texts;

	private final long size;

	private @Nullable Sql sql;

	/**
	 * Creates a call.
	 * @param connection where it is executed
	 * @param texts what is executed; of a batch, the first few different ones
	 * @param size how many statements the batch has; {@link #NO_BATCH} for none
	 */
	StatementCall(TracedConnection connection, List<String> texts, long size) {
		this.connection = connection;
		this.texts = texts;
		this.size = size;
	}

	Database database() {
		return this.connection.database();
	}

	Sql sql(SqlTexts known) {
		Sql result = this.sql;
		if (result == null) {
			result = read(known);
			this.sql = result;
		}
		return result;
	}

	private Sql read(SqlTexts known) {
		boolean standard = database().system().standardQuotes();
		if (this.texts.size() == 1) {
			Sql single = known.read(this.texts.get(0), standard);
			return isBatch() ? single.inBatch() : single;
		}
		List<Sql> all = new ArrayList<>(this.texts.size());
		for (String text : this.texts) {
			all.add(known.read(text, standard));
		}
		return Sql.batch(all);
	}

	/**
	 * Number of statements in the batch.
	 * @return the number; null if this is no batch, which one of a single statement is
	 * not either
	 */
	@Nullable Long batchSize() {
		return isBatch() ? this.size : null;
	}

	private boolean isBatch() {
		return this.size == 0 || this.size > 1;
	}

}
