/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;

/**
 * Lets the tasks of every executor bean carry the context. Spring's executors get a
 * decorator and stay what they are; others get a wrapper if they are declared as an
 * interface, and are named once in the log if they are not.
 */
final class ExecutorPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ExecutorPostProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<String> excludedBeans;

	private final Set<String> leftAlone = new ConcurrentSkipListSet<>();

	ExecutorPostProcessor(ConfigurableListableBeanFactory beanFactory, Set<String> excludedBeans) {
		this.beanFactory = beanFactory;
		this.excludedBeans = Set.copyOf(excludedBeans);
	}

	// A proxy has the decorator's setter, but not its field.
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (TaskDecorators.fit(bean)) {
			decorate(bean, beanName);
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Executor executor)) {
			return TaskDecorators.insideContextPropagation(bean);
		}
		if (TaskDecorators.fit(bean)) {
			// What a factory bean has made comes only here.
			if (!AopUtils.isAopProxy(bean)) {
				decorate(bean, beanName);
			}
			return bean;
		}
		if (this.excludedBeans.contains(beanName) || bean instanceof SyncTaskExecutor) {
			return bean;
		}
		if (DeclaredType.isReplaceable(this.beanFactory, beanName)) {
			return wrap(executor);
		}
		if (!isServer(executor) && !carries(SecurityExecutors.unwrap(executor))) {
			leaveAlone(executor, beanName);
		}
		return bean;
	}

	private boolean carries(Executor executor) {
		return executor instanceof SyncTaskExecutor || executor instanceof CarryingExecutor
				|| executor instanceof CarryingExecutorService || executor instanceof CarryingTaskExecutor
				|| isExcluded(executor) || TaskDecorators.trace(executor);
	}

	/**
	 * Lets the tasks of an executor carry the context that need not be a bean, for
	 * somebody who asks for no more than an executor.
	 * @param executor the executor
	 * @return the same one, or what stands in its place
	 */
	Executor carrying(Executor executor) {
		boolean asItIs = isExcluded(executor) || carries(SecurityExecutors.unwrap(executor));
		return asItIs ? executor : wrap(executor);
	}

	private boolean isExcluded(Executor executor) {
		for (String beanName : this.excludedBeans) {
			if (this.beanFactory.containsSingleton(beanName) && this.beanFactory.getSingleton(beanName) == executor) {
				return true;
			}
		}
		return false;
	}

	private void decorate(Object executor, String beanName) {
		if (this.excludedBeans.contains(beanName)) {
			TaskDecorators.untrace(executor);
		}
		else if (!TaskDecorators.trace(executor)) {
			leaveAlone(executor, beanName);
		}
	}

	private void leaveAlone(Object executor, String beanName) {
		this.leftAlone.add("'" + beanName + "' (" + executor.getClass().getSimpleName() + ")");
	}

	private static Executor wrap(Executor executor) {
		if (executor instanceof ScheduledExecutorService service) {
			return new CarryingScheduledExecutorService(service);
		}
		if (executor instanceof ExecutorService service) {
			return new CarryingExecutorService(service);
		}
		if (executor instanceof AsyncTaskExecutor taskExecutor) {
			return new CarryingTaskExecutor(taskExecutor);
		}
		return new CarryingExecutor(executor);
	}

	// Event loops and threads of a server are executors too, and nobody hands them tasks.
	private static boolean isServer(Executor executor) {
		String name = executor.getClass().getName();
		return name.startsWith("io.netty.") || name.startsWith("org.eclipse.jetty.");
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.leftAlone.isEmpty() && logger.isInfoEnabled()) {
			logger.info("Tasks of these executors do not carry the trace, because the beans are declared by class: "
					+ String.join(", ", this.leftAlone) + ". Declare them as the interface that they implement, such "
					+ "as ExecutorService or AsyncTaskExecutor, or hand tasks to "
					+ "io.opentelemetry.context.Context.taskWrapping(executor); "
					+ "tracing.async.excluded-beans silences this line.");
		}
	}

}
