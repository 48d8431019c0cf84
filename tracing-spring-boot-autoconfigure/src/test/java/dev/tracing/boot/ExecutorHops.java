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

	private abstract static class TaskHop implements Hop {

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
			cross(application, application.getBean(Handoff.class));
		}

		abstract void cross(ApplicationContext application, Handoff handoff) throws Exception;

	}

	static final class VoidAsync extends TaskHop {

		@Override
		public String name() {
			return "`@Async` method, `void`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean(Clerk.class).later();
		}

	}

	static final class FutureAsync extends TaskHop {

		@Override
		public String name() {
			return "`@Async` method, `CompletableFuture`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean(Clerk.class).answer().join();
		}

	}

	static final class BootExecutor extends TaskHop {

		@Override
		public String name() {
			return "Spring Boot's `applicationTaskExecutor`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("applicationTaskExecutor", TaskExecutor.class).execute(handoff::arrive);
		}

	}

	static final class OwnPool extends TaskHop {

		@Override
		public String name() {
			return "a `ThreadPoolTaskExecutor` with a decorator of its own";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) throws Exception {
			application.getBean("pool", AsyncTaskExecutor.class).submit((Callable<String>) handoff::arrive).get();
		}

	}

	static final class SimpleExecutor extends TaskHop {

		@Override
		public String name() {
			return "a `SimpleAsyncTaskExecutor`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("simple", TaskExecutor.class).execute(handoff::arrive);
		}

	}

	static final class VirtualThreads extends TaskHop {

		@Override
		public String name() {
			return "a virtual thread";
		}

		@Override
		public int java() {
			return 21;
		}

		@Override
		public Class<?> application() {
			return HopApplication.class;
		}

		@Override
		public String[] properties() {
			return new String[] { "spring.threads.virtual.enabled=true" };
		}

		@Override
		public String note() {
			return "Java 21 and later, with `spring.threads.virtual.enabled=true`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("applicationTaskExecutor", TaskExecutor.class).execute(handoff::arrive);
		}

	}

	static final class Concurrent extends TaskHop {

		@Override
		public String name() {
			return "a `ConcurrentTaskExecutor`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("concurrent", TaskExecutor.class).execute(handoff::arrive);
		}

	}

	static final class SchedulerSoon extends TaskHop {

		@Override
		public String name() {
			return "`TaskScheduler.schedule(task, instant)`";
		}

		@Override
		public String note() {
			return "once, on a `ThreadPoolTaskScheduler`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("scheduler", ThreadPoolTaskScheduler.class).schedule(handoff::arrive, Instant.now());
		}

	}

	static final class PlainExecutor extends TaskHop {

		@Override
		public String name() {
			return "an `Executor` bean";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			application.getBean("plain", Executor.class).execute(handoff::arrive);
		}

	}

	static final class Service extends TaskHop {

		@Override
		public String name() {
			return "an `ExecutorService` bean, `invokeAll`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) throws Exception {
			application.getBean("service", ExecutorService.class).invokeAll(List.of(handoff::arrive));
		}

	}

	static final class Supply extends TaskHop {

		@Override
		public String name() {
			return "`CompletableFuture.supplyAsync` on an `ExecutorService` bean";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) {
			CompletableFuture.supplyAsync(handoff::arrive, application.getBean("service", ExecutorService.class))
				.join();
		}

	}

	static final class Scheduled extends TaskHop {

		@Override
		public String name() {
			return "a `ScheduledExecutorService` bean, `schedule`";
		}

		@Override
		void cross(ApplicationContext application, Handoff handoff) throws Exception {
			application.getBean("scheduled", ScheduledExecutorService.class)
				.schedule((Callable<String>) handoff::arrive, 1, TimeUnit.MILLISECONDS)
				.get();
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
