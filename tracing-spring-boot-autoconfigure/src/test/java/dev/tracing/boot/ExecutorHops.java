/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * From one thread to another.
 */
final class ExecutorHops {

	private ExecutorHops() {
	}

	abstract static class TaskHop implements Hop {

		private final String name;

		private final Handover handover;

		TaskHop(String name, Handover handover) {
			this.name = name;
			this.handover = handover;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public String group() {
			return "thread";
		}

		@Override
		public Class<?> application() {
			return Application.class;
		}

		@Override
		public String feature() {
			return "tracing.async.enabled";
		}

		@Override
		public void cross(ApplicationContext application) throws Exception {
			this.handover.of(application, application.getBean(Handoff.class));
		}

	}

	/**
	 * How a task gets to another thread.
	 */
	interface Handover {

		void of(ApplicationContext application, Handoff handoff) throws Exception;

	}

	static final class VoidAsync extends TaskHop {

		VoidAsync() {
			super("`@Async` method, `void`", (application, handoff) -> application.getBean(Clerk.class).later());
		}

	}

	static final class FutureAsync extends TaskHop {

		FutureAsync() {
			super("`@Async` method, `CompletableFuture`",
					(application, handoff) -> application.getBean(Clerk.class).answer().join());
		}

	}

	static final class BootExecutor extends TaskHop {

		BootExecutor() {
			super("Spring Boot's `applicationTaskExecutor`",
					(application, handoff) -> application.getBean("applicationTaskExecutor", TaskExecutor.class)
						.execute(handoff::arrive));
		}

	}

	static final class OwnPool extends TaskHop {

		OwnPool() {
			super("a `ThreadPoolTaskExecutor` with a decorator of its own",
					(application, handoff) -> application.getBean("pool", AsyncTaskExecutor.class)
						.submit((Callable<String>) handoff::arrive)
						.get());
		}

	}

	static final class SimpleExecutor extends TaskHop {

		SimpleExecutor() {
			super("a `SimpleAsyncTaskExecutor`", (application,
					handoff) -> application.getBean("simple", TaskExecutor.class).execute(handoff::arrive));
		}

	}

	static final class Concurrent extends TaskHop {

		Concurrent() {
			super("a `ConcurrentTaskExecutor`", (application,
					handoff) -> application.getBean("concurrent", TaskExecutor.class).execute(handoff::arrive));
		}

	}

	static final class SchedulerSoon extends TaskHop {

		SchedulerSoon() {
			super("`TaskScheduler.schedule(task, instant)`",
					(application, handoff) -> application.getBean("scheduler", ThreadPoolTaskScheduler.class)
						.schedule(handoff::arrive, Instant.now()));
		}

		@Override
		public String note() {
			return "once, on a `ThreadPoolTaskScheduler`";
		}

	}

	static final class PlainExecutor extends TaskHop {

		PlainExecutor() {
			super("an `Executor` bean",
					(application, handoff) -> application.getBean("plain", Executor.class).execute(handoff::arrive));
		}

	}

	static final class Service extends TaskHop {

		Service() {
			super("an `ExecutorService` bean, `invokeAll`",
					(application, handoff) -> application.getBean("service", ExecutorService.class)
						.invokeAll(List.of(handoff::arrive)));
		}

	}

	static final class Supply extends TaskHop {

		Supply() {
			super("`CompletableFuture.supplyAsync` on an `ExecutorService` bean",
					(application, handoff) -> CompletableFuture
						.supplyAsync(handoff::arrive, application.getBean("service", ExecutorService.class))
						.join());
		}

	}

	static final class Scheduled extends TaskHop {

		Scheduled() {
			super("a `ScheduledExecutorService` bean, `schedule`",
					(application, handoff) -> application.getBean("scheduled", ScheduledExecutorService.class)
						.schedule((Callable<String>) handoff::arrive, 1, TimeUnit.MILLISECONDS)
						.get());
		}

	}

	static class Clerk {

		private final Handoff handoff;

		Clerk(Handoff handoff) {
			this.handoff = handoff;
		}

		@Async
		void later() {
			this.handoff.arrive();
		}

		@Async
		CompletableFuture<String> answer() {
			return CompletableFuture.completedFuture(this.handoff.arrive());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Application {

		@Bean
		Clerk clerk(Handoff handoff) {
			return new Clerk(handoff);
		}

		@Bean
		ThreadPoolTaskExecutor pool() {
			ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
			pool.setCorePoolSize(1);
			pool.setMaxPoolSize(1);
			pool.setTaskDecorator((task) -> () -> task.run());
			return pool;
		}

		@Bean
		SimpleAsyncTaskExecutor simple() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean
		ConcurrentTaskExecutor concurrent() {
			return new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor());
		}

		@Bean
		ThreadPoolTaskScheduler scheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		Executor plain() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		ExecutorService service() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		ScheduledExecutorService scheduled() {
			return Executors.newSingleThreadScheduledExecutor();
		}

	}

}
