/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a statement, prepared or not, and makes a span of each execution.
 */
final class TracedStatement implements InvocationHandler {

	private final Statement statement;

	private final Connection owner;

	private final TracedConnection connection;

	private final JdbcTracing tracing;

	private final @Nullable String sql;

	private final Batch batch = new Batch();

	/**
	 * Creates what stands before a statement.
	 * @param statement the statement
	 * @param owner the connection as the application knows it
	 * @param connection what stands before that connection
	 * @param tracing what traces
	 * @param sql what was prepared; null for nothing
	 */
	TracedStatement(Statement statement, Connection owner, TracedConnection connection, JdbcTracing tracing,
			@Nullable String sql) {
		this.statement = statement;
		this.owner = owner;
		this.connection = connection;
		this.tracing = tracing;
		this.sql = sql;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		String name = method.getName();
		if (name.startsWith("execute")) {
			return name.endsWith("Batch") ? executeBatch(method, args) : execute(method, args, null);
		}
		return switch (name) {
			case "getConnection" -> this.owner;
			case "addBatch" -> addBatch(method, args);
			case "clearBatch" -> clearBatch(method, args);
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> TracedConnection.call(this.statement, method, args);
		};
	}

	private @Nullable Object addBatch(Method method, Object @Nullable [] args) throws Throwable {
		Object result = TracedConnection.call(this.statement, method, args);
		this.batch.add(text(args));
		return result;
	}

	private @Nullable Object clearBatch(Method method, Object @Nullable [] args) throws Throwable {
		Object result = TracedConnection.call(this.statement, method, args);
		this.batch.clear();
		return result;
	}

	private @Nullable Object executeBatch(Method method, Object @Nullable [] args) throws Throwable {
		try {
			return execute(method, args, this.batch);
		}
		finally {
			this.batch.clear();
		}
	}

	private @Nullable Object execute(Method method, Object @Nullable [] args, @Nullable Batch batch) throws Throwable {
		Context caller = Context.current();
		if (!this.tracing.traces(caller)) {
			return TracedConnection.call(this.statement, method, args);
		}
		StatementCall call = (batch != null && batch.size() > 0)
				? new StatementCall(this.connection, batch.texts(), batch.size())
				: new StatementCall(this.connection, texts(args), (batch != null) ? 0 : StatementCall.NO_BATCH);
		Operation operation = this.tracing.start(caller, call);
		try (Scope scope = JdbcTracing.inside(operation).makeCurrent()) {
			return TracedConnection.call(this.statement, method, args);
		}
		catch (Throwable ex) {
			JdbcTracing.fail(operation, this.connection, ex);
			throw ex;
		}
		finally {
			operation.end();
		}
	}

	private List<String> texts(Object @Nullable [] args) {
		String text = text(args);
		return (text != null) ? List.of(text) : List.of();
	}

	private @Nullable String text(Object @Nullable [] args) {
		return (args != null && args.length > 0 && args[0] instanceof String given) ? given : this.sql;
	}

}
