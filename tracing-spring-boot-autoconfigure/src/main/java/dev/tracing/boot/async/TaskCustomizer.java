/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import org.springframework.boot.task.SimpleAsyncTaskExecutorCustomizer;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Traces what an application builds with Spring Boot's builders, which need not be a
 * bean.
 */
final class TaskCustomizer implements ThreadPoolTaskExecutorCustomizer, SimpleAsyncTaskExecutorCustomizer,
		ThreadPoolTaskSchedulerCustomizer, SimpleAsyncTaskSchedulerCustomizer {

	@Override
	public void customize(ThreadPoolTaskExecutor executor) {
		TaskDecorators.trace(executor);
	}

	@Override
	public void customize(SimpleAsyncTaskExecutor executor) {
		TaskDecorators.trace(executor);
	}

	@Override
	public void customize(ThreadPoolTaskScheduler scheduler) {
		TaskDecorators.trace(scheduler);
	}

	@Override
	public void customize(SimpleAsyncTaskScheduler scheduler) {
		TaskDecorators.trace(scheduler);
	}

}
