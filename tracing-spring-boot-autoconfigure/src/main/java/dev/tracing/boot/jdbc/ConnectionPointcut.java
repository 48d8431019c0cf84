/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;

import javax.sql.DataSource;

import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Where a DataSource gives a connection away.
 */
final class ConnectionPointcut extends StaticMethodMatcherPointcut {

	static final ConnectionPointcut INSTANCE = new ConnectionPointcut();

	private ConnectionPointcut() {
		setClassFilter(DataSource.class::isAssignableFrom);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return method.getName().equals("getConnection") && Connection.class.isAssignableFrom(method.getReturnType());
	}

}
