/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.interceptor.AsyncExecutionAspectSupport;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * Lets a native image read what Spring's executors have no getters for.
 */
final class ExecutorHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Class<?> owner : TaskDecorators.OWNERS) {
			Field field = ReflectionUtils.findField(owner, TaskDecorators.FIELD);
			if (field != null) {
				hints.reflection().registerField(field);
			}
		}
		hints.reflection()
			.registerType(AsyncExecutionAspectSupport.class, (type) -> type.withField(AsyncMethodPostProcessor.FIELD));
		hints.reflection()
			.registerTypeIfPresent(classLoader,
					"org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter",
					(type) -> type.withField("taskExecutor"))
			.registerTypeIfPresent(classLoader, SecurityExecutors.TYPE,
					(type) -> type.withField(SecurityExecutors.FIELD));
	}

}
