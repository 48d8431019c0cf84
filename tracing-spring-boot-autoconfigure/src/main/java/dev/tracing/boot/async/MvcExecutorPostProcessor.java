/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Lets what a controller returns to be done later carry the context where Spring MVC uses
 * an executor of its own: it does as soon as the application has an {@code Executor} bean
 * and Spring Boot's backs off. There is no getter for it.
 */
final class MvcExecutorPostProcessor implements BeanPostProcessor {

	static final String FIELD = "taskExecutor";

	private final UnaryOperator<Executor> carrying;

	/**
	 * Creates a processor.
	 * @param carrying lets an executor's tasks carry the context, as far as that is
	 * wanted
	 */
	MvcExecutorPostProcessor(UnaryOperator<Executor> carrying) {
		this.carrying = carrying;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RequestMappingHandlerAdapter adapter) {
			Field field = ReflectionUtils.findField(RequestMappingHandlerAdapter.class, FIELD, AsyncTaskExecutor.class);
			if (field != null && field.trySetAccessible()) {
				AsyncTaskExecutor executor = (AsyncTaskExecutor) ReflectionUtils.getField(field, adapter);
				if (executor != null && this.carrying.apply(executor) instanceof AsyncTaskExecutor replaced) {
					adapter.setTaskExecutor(replaced);
				}
			}
		}
		return bean;
	}

}
