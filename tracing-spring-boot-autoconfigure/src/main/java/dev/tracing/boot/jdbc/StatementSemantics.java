/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;

/**
 * The span of an execution.
 *
 * @param conventions the conventions that spans follow
 * @param texts reads statements
 */
record StatementSemantics(Conventions conventions, SqlTexts texts) implements SpanSemantics<StatementCall> {

	private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");

	private static final AttributeKey<String> LEGACY_SYSTEM = AttributeKey.stringKey("db.system");

	private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");

	private static final AttributeKey<String> LEGACY_NAME = AttributeKey.stringKey("db.name");

	private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");

	private static final AttributeKey<String> LEGACY_OPERATION = AttributeKey.stringKey("db.operation");

	private static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

	private static final AttributeKey<String> LEGACY_TABLE = AttributeKey.stringKey("db.sql.table");

	private static final AttributeKey<String> PROCEDURE = AttributeKey.stringKey("db.stored_procedure.name");

	private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");

	private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

	private static final AttributeKey<String> LEGACY_STATEMENT = AttributeKey.stringKey("db.statement");

	private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");

	private static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");

	private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

	@Override
	public SpanKind kind() {
		return SpanKind.CLIENT;
	}

	@Override
	public String name(StatementCall call) {
		String summary = call.sql(this.texts).summary();
		return this.conventions.name((summary != null) ? summary : call.database().label(), "db.query");
	}

	@Override
	public void onStart(SpanStart span, StatementCall call) {
		Sql sql = call.sql(this.texts);
		Database database = call.database();
		String text = sql.text().isEmpty() ? null : sql.text();
		if (span.semconv().stable()) {
			span.set(SYSTEM, database.system().name());
			span.set(NAMESPACE, database.namespace());
			span.set(OPERATION, sql.operation());
			span.set(COLLECTION, sql.collection());
			span.set(PROCEDURE, sql.procedure());
			span.set(SUMMARY, sql.summary());
			span.set(TEXT, text);
			span.set(BATCH_SIZE, call.batchSize());
		}
		if (span.semconv().legacy()) {
			span.set(LEGACY_SYSTEM, database.system().legacyName());
			span.set(LEGACY_NAME, database.namespace());
			span.set(LEGACY_OPERATION, sql.operation());
			span.set(LEGACY_TABLE, sql.collection());
			span.set(LEGACY_STATEMENT, text);
		}
		span.set(SERVER_ADDRESS, database.address());
		span.set(SERVER_PORT, database.port());
	}

}
