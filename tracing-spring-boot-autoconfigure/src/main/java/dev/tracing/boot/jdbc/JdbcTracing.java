/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.SQLException;
import java.time.Clock;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentLruCache;

/**
 * Traces the statements and the connections of one application.
 */
final class JdbcTracing {

	private static final AttributeKey<String> STATUS_CODE = AttributeKey.stringKey("db.response.status_code");

	private static final ContextKey<Boolean> INSIDE = ContextKey.named("dev.tracing.boot.jdbc");

	private static final int MAX_DATABASES = 64;

	private final ConcurrentLruCache<String, Database> databases = new ConcurrentLruCache<>(MAX_DATABASES,
			JdbcUrl::database);

	private final Operations operations;

	private final StatementSemantics statements;

	private final ConnectionSemantics connections;

	private final boolean startsTraces;

	private final long waitThresholdNanos;

	private final Clock clock;

	/**
	 * Creates what traces.
	 * @param operations where spans start
	 * @param startsTraces whether a statement outside of any span gets one
	 * @param waitThresholdNanos how long the wait for a connection must be to get a span
	 * @param clock the clock of spans that start in the past
	 */
	JdbcTracing(Operations operations, boolean startsTraces, long waitThresholdNanos, Clock clock) {
		this.operations = operations;
		this.statements = new StatementSemantics(operations.conventions(), new SqlTexts());
		this.connections = new ConnectionSemantics(operations.conventions());
		this.startsTraces = startsTraces;
		this.waitThresholdNanos = waitThresholdNanos;
		this.clock = clock;
	}

	/**
	 * Whether what happens in a context becomes a span: not inside another statement of
	 * ours, as with DataSources that wrap each other, and not where there is no trace.
	 * @param caller the context
	 * @return whether a span is to be started
	 */
	boolean traces(Context caller) {
		if (this.operations.skips(caller) || caller.get(INSIDE) != null) {
			return false;
		}
		return this.startsTraces || Span.fromContext(caller).getSpanContext().isValid();
	}

	Operation start(Context caller, StatementCall call) {
		return this.operations.begin(caller, this.statements, call);
	}

	static Context inside(Operation operation) {
		return operation.context().with(INSIDE, Boolean.TRUE);
	}

	/**
	 * Marks an execution as failed. Neither message nor stack trace become part of the
	 * span: databases put values into their messages.
	 * @param operation the execution
	 * @param connection where it was executed
	 * @param error what was thrown
	 */
	static void fail(Operation operation, TracedConnection connection, Throwable error) {
		if (!operation.isRecording()) {
			return;
		}
		if (error instanceof SQLException exception) {
			String code = connection.database().system().statusCode(exception);
			if (code != null) {
				operation.span().setAttribute(STATUS_CODE, code);
			}
		}
		operation.fail(error.getClass().getName());
	}

	void connected(Context caller, String pool, long waitedNanos) {
		if (waitedNanos >= this.waitThresholdNanos) {
			connecting(caller, pool, waitedNanos).end();
		}
	}

	void failedToConnect(Context caller, String pool, long waitedNanos, Throwable error) {
		Operation operation = connecting(caller, pool, waitedNanos);
		operation.fail(error.getClass().getName());
		operation.end();
	}

	private Operation connecting(Context caller, String pool, long waitedNanos) {
		return this.operations.begin(caller, this.connections,
				new ConnectionSemantics.Wait(pool, this.clock.instant().minusNanos(waitedNanos)));
	}

	Database database(@Nullable String url) {
		return (url != null) ? this.databases.get(url) : Database.UNKNOWN;
	}

}
