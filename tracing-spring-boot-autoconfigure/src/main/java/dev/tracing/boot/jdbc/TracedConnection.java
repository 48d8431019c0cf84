/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * Stands before a connection whose statements are traced. Everything else goes straight
 * to the connection, unwrapping included.
 */
final class TracedConnection implements InvocationHandler {

	private final Connection connection;

	private final JdbcTracing tracing;

	private @Nullable Database database;

	private TracedConnection(Connection connection, JdbcTracing tracing) {
		this.connection = connection;
		this.tracing = tracing;
	}

	static Connection of(Connection connection, JdbcTracing tracing) {
		return proxy(Connection.class, new TracedConnection(connection, tracing));
	}

	static boolean isOne(Connection connection) {
		return Proxy.isProxyClass(connection.getClass())
				&& Proxy.getInvocationHandler(connection) instanceof TracedConnection;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "createStatement" -> traced(proxy, Statement.class, call(this.connection, method, args), null);
			case "prepareStatement" ->
				traced(proxy, PreparedStatement.class, call(this.connection, method, args), args);
			case "prepareCall" -> traced(proxy, CallableStatement.class, call(this.connection, method, args), args);
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> call(this.connection, method, args);
		};
	}

	private <S extends Statement> @Nullable Object traced(Object proxy, Class<S> type, @Nullable Object statement,
			Object @Nullable [] args) {
		if (!(statement instanceof Statement found)) {
			return statement;
		}
		String sql = (args != null && args.length > 0 && args[0] instanceof String text) ? text : null;
		return proxy(type, new TracedStatement(found, (Connection) proxy, this, this.tracing, sql));
	}

	/**
	 * Tells the database behind this connection, when it is first asked for.
	 * @return the database, as far as it is known
	 */
	Database database() {
		Database known = this.database;
		if (known == null) {
			known = this.tracing.database(url());
			this.database = known;
		}
		return known;
	}

	private @Nullable String url() {
		try {
			return this.connection.getMetaData().getURL();
		}
		catch (SQLException | RuntimeException ex) {
			// Closed, or a driver that does not tell: the statement goes on.
			return null;
		}
	}

	static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(TracedConnection.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}
