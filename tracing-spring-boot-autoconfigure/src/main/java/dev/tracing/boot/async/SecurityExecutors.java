/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Field;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Spring Security's executors, which run no task themselves: what they hand it to decides
 * whether it carries the context.
 */
final class SecurityExecutors {

	static final String TYPE = "org.springframework.security.concurrent.DelegatingSecurityContextExecutor";

	static final String FIELD = "delegate";

	private static final boolean PRESENT = ClassUtils.isPresent(TYPE, SecurityExecutors.class.getClassLoader());

	private SecurityExecutors() {
	}

	/**
	 * The executor to which one of Spring Security's hands its tasks.
	 * @param executor any executor
	 * @return the executor behind it, where it is one of them and can be read; the same
	 * one otherwise
	 */
	static Executor unwrap(Executor executor) {
		Executor behind = PRESENT ? behind(executor) : null;
		return (behind != null) ? unwrap(behind) : executor;
	}

	private static @Nullable Executor behind(Executor executor) {
		if (!(executor instanceof DelegatingSecurityContextExecutor)) {
			return null;
		}
		Field field = ReflectionUtils.findField(DelegatingSecurityContextExecutor.class, FIELD, Executor.class);
		return (field != null && field.trySetAccessible()) ? (Executor) ReflectionUtils.getField(field, executor)
				: null;
	}

}
