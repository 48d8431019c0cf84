/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.AsyncExecutionAspectSupport;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Lets {@code @Async} methods carry the context also where their executor is no bean: one
 * that an {@code AsyncConfigurer} makes, and the one that Spring makes where it finds
 * none or several.
 */
final class AsyncMethodPostProcessor implements BeanPostProcessor {

	static final String FIELD = "defaultExecutor";

	private final UnaryOperator<Executor> carrying;

	// Usually one, whatever the number of beans.
	private final Set<AsyncExecutionAspectSupport> known = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	/**
	 * Creates a post-processor.
	 * @param carrying makes an executor one whose tasks carry the context
	 */
	AsyncMethodPostProcessor(UnaryOperator<Executor> carrying) {
		this.carrying = carrying;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor.getAdvice() instanceof AsyncExecutionAspectSupport advice && this.known.add(advice)) {
					carry(advice);
				}
			}
		}
		return bean;
	}

	// There is a setter and no getter.
	private void carry(AsyncExecutionAspectSupport advice) {
		Field field = ReflectionUtils.findField(AsyncExecutionAspectSupport.class, FIELD, SingletonSupplier.class);
		if (field != null && field.trySetAccessible()
				&& ReflectionUtils.getField(field, advice) instanceof SingletonSupplier<?> executor) {
			advice.setExecutor(new AsyncMethodExecutor(cast(executor), this.carrying));
		}
	}

	@SuppressWarnings("unchecked") // What the field's declaration says.
	private static Supplier<Executor> cast(SingletonSupplier<?> executor) {
		return () -> ((SingletonSupplier<Executor>) executor).obtain();
	}

}
