/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * What a bean is declared as. Where that is an interface, nobody may expect more of it,
 * and another object can stand in its place; where it is a class, injection points may
 * name the class.
 */
final class DeclaredType {

	private static final Set<Class<?>> INTERFACES = Set.of(Executor.class, ExecutorService.class,
			ScheduledExecutorService.class, TaskExecutor.class, AsyncTaskExecutor.class);

	private DeclaredType() {
	}

	/**
	 * Whether a bean is declared as one of the interfaces that we can stand in for.
	 * @param beanFactory the factory that the bean is from
	 * @param beanName its name
	 * @return whether another object may take the bean's place
	 */
	static boolean isReplaceable(ConfigurableListableBeanFactory beanFactory, String beanName) {
		Class<?> declared = find(beanFactory, beanName);
		return declared != null && INTERFACES.contains(declared);
	}

	private static @Nullable Class<?> find(ConfigurableListableBeanFactory beanFactory, String beanName) {
		if (!beanFactory.containsBeanDefinition(beanName)
				|| !(beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)) {
			return null;
		}
		Method factoryMethod = definition.getResolvedFactoryMethod();
		ResolvableType type = (factoryMethod != null) ? ResolvableType.forMethodReturnType(factoryMethod)
				: definition.getResolvableType();
		Class<?> declared = type.resolve();
		return (declared != null && FactoryBean.class.isAssignableFrom(declared))
				? type.as(FactoryBean.class).getGeneric(0).resolve() : declared;
	}

}
