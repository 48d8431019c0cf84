/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.opentelemetry.context.Context;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Traces the connections that a DataSource bean gives away, and how long it took to get
 * them.
 */
final class ConnectionInterceptor implements MethodInterceptor {

	private final Supplier<@Nullable JdbcTracing> tracing;

	private final String pool;

	/**
	 * Creates an interceptor.
	 * @param tracing what traces; it supplies null until the application has started
	 * @param pool name of the DataSource bean
	 */
	ConnectionInterceptor(Supplier<@Nullable JdbcTracing> tracing, String pool) {
		this.tracing = tracing;
		this.pool = pool;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		JdbcTracing tracing = this.tracing.get();
		if (tracing == null || delegatesToTraced(invocation.getThis())) {
			return invocation.proceed();
		}
		Context caller = Context.current();
		return tracing.traces(caller) ? measured(tracing, caller, invocation) : traced(tracing, invocation.proceed());
	}

	private @Nullable Object measured(JdbcTracing tracing, Context caller, MethodInvocation invocation)
			throws Throwable {
		long start = System.nanoTime();
		Object connection;
		try {
			connection = invocation.proceed();
		}
		catch (Throwable ex) {
			tracing.failedToConnect(caller, this.pool, System.nanoTime() - start, ex);
			throw ex;
		}
		long waited = System.nanoTime() - start;
		Object traced = traced(tracing, connection);
		if (traced != connection) {
			tracing.connected(caller, this.pool, waited);
		}
		return traced;
	}

	// What is traced already comes from another bean, to which this one has routed.
	private static @Nullable Object traced(JdbcTracing tracing, @Nullable Object connection) {
		return (connection instanceof Connection found && !TracedConnection.isOne(found))
				? TracedConnection.of(found, tracing) : connection;
	}

	// Some of them return a connection that asks the target when it is first used.
	private static boolean delegatesToTraced(@Nullable Object dataSource) {
		Object target = dataSource;
		while (target instanceof DelegatingDataSource delegating) {
			target = delegating.getTargetDataSource();
			if (isTraced(target)) {
				return true;
			}
			target = (target instanceof Advised) ? null : target;
		}
		return false;
	}

	private static boolean isTraced(@Nullable Object dataSource) {
		if (dataSource instanceof DataSource && dataSource instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor.getAdvice() instanceof ConnectionInterceptor) {
					return true;
				}
			}
		}
		return false;
	}

}
