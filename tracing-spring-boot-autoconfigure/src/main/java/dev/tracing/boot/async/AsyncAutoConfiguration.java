/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Operations;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Auto-configuration of the context inside the process: executors, schedulers and
 * {@code @Scheduled}.
 */
@AutoConfiguration(after = { TracingAutoConfiguration.class, ScheduledTasksObservationAutoConfiguration.class },
		before = TaskSchedulingAutoConfiguration.class)
@ConditionalOnClass(ThreadPoolTaskScheduler.class)
@ConditionalOnTracing(value = "async", evenIfDisabled = true)
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(AsyncProperties.class)
@ImportRuntimeHints(ExecutorHints.class)
@Import(VirtualSchedulerConfiguration.class)
public final class AsyncAutoConfiguration {

	AsyncAutoConfiguration() {
	}

	// It exists before most beans and therefore binds its properties itself.
	@Bean
	static ExecutorPostProcessor tracingExecutorPostProcessor(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		AsyncProperties properties = Binder.get(environment).bindOrCreate("tracing.async", AsyncProperties.class);
		return new ExecutorPostProcessor(beanFactory, properties.excludedBeans());
	}

	// What is an executor's own business, such as its exclusion, is known to the other
	// one.
	@Bean
	static AsyncMethodPostProcessor tracingAsyncMethodPostProcessor(ExecutorPostProcessor executors) {
		return new AsyncMethodPostProcessor(executors::carrying);
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	TaskCustomizer tracingTaskCustomizer() {
		return new TaskCustomizer();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerAdapter.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static final class MvcConfiguration {

		@Bean
		static MvcExecutorPostProcessor tracingMvcExecutorPostProcessor(ExecutorPostProcessor executors) {
			return new MvcExecutorPostProcessor(executors::carrying);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ScheduledTaskObservationContext.class)
	@ConditionalOnTracing("async.scheduled")
	@ConditionalOnBean(Tracer.class)
	static final class ScheduledConfiguration {

		// Before Spring Boot's handlers, of which only the first that fits is called.
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ScheduledObservationHandler tracingScheduledObservationHandler(Tracer tracer, Operations operations) {
			return new ScheduledObservationHandler(tracer, operations);
		}

		@Bean
		ScheduledRegistry tracingScheduledRegistry(ScheduledObservationHandler handler) {
			return new ScheduledRegistry(handler);
		}

	}

}
