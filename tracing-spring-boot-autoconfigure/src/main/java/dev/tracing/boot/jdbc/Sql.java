/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a statement: its text without values, and what it does to what.
 *
 * @param text the text, with {@code ?} for each value
 * @param summary operations and their targets; null if none was recognised
 * @param operation the operation, if there is exactly one; else null
 * @param collection the table, if there is exactly one operation on exactly one; else
 * null
 * @param procedure the stored procedure, if this is a call of one; else null
 */
record Sql(String text, @Nullable String summary, @Nullable String operation, @Nullable String collection,
		@Nullable String procedure) {

	private static final String BATCH = "BATCH";

	Sql inBatch() {
		return new Sql(this.text, prefixed(this.summary), prefixed(this.operation), this.collection, this.procedure);
	}

	/**
	 * Joins the statements of a batch.
	 * @param all the statements
	 * @return what all of them have in common, and all of their texts
	 */
	static Sql batch(List<Sql> all) {
		return new Sql(texts(all), prefixed(common(all, Sql::summary)), prefixed(common(all, Sql::operation)),
				common(all, Sql::collection), common(all, Sql::procedure));
	}

	private static String prefixed(@Nullable String value) {
		return (value != null) ? BATCH + " " + value : BATCH;
	}

	private static @Nullable String common(List<Sql> all, Function<Sql, @Nullable String> property) {
		String first = all.isEmpty() ? null : property.apply(all.get(0));
		for (Sql sql : all) {
			if (!Objects.equals(first, property.apply(sql))) {
				return null;
			}
		}
		return first;
	}

	private static String texts(List<Sql> all) {
		Set<String> seen = new HashSet<>();
		StringBuilder joined = new StringBuilder();
		for (Sql sql : all) {
			if (seen.add(sql.text()) && joined.length() < SqlScanner.MAX_LENGTH) {
				joined.append(joined.isEmpty() ? "" : "; ").append(sql.text());
			}
		}
		return Text.cut(joined, SqlScanner.MAX_LENGTH);
	}

}
