/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Instant;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * To virtual threads, which newer versions of Java have.
 */
final class VirtualThreadHops {

	private static final int JAVA = 21;

	private static final String ENABLED = "spring.threads.virtual.enabled=true";

	private static final String NOTE = "Java 21 and later, with `" + ENABLED + "`";

	private VirtualThreadHops() {
	}

	/**
	 * What all of them need.
	 */
	private interface VirtualThreadHop extends Hop {

		@Override
		default int java() {
			return JAVA;
		}

		@Override
		default String[] properties() {
			return new String[] { ENABLED };
		}

		@Override
		default String note() {
			return NOTE;
		}

	}

	static final class VirtualThreads extends ExecutorHops.TaskHop implements VirtualThreadHop {

		VirtualThreads() {
			super("a virtual thread",
					(application, handoff) -> application.getBean("applicationTaskExecutor", TaskExecutor.class)
						.execute(handoff::arrive));
		}

		@Override
		public Class<?> application() {
			return HopApplication.class;
		}

	}

	static final class VirtualAsync extends ExecutorHops.TaskHop implements VirtualThreadHop {

		VirtualAsync() {
			super("`@Async` method on a virtual thread",
					(application, handoff) -> application.getBean(ExecutorHops.Clerk.class).answer().join());
		}

	}

	static final class OnVirtualThread extends HttpHops.RequestHop implements VirtualThreadHop {

		OnVirtualThread() {
			super("controller on a virtual thread", "/plain", "");
		}

	}

	static final class CallableOnVirtualThread extends HttpHops.RequestHop implements VirtualThreadHop {

		CallableOnVirtualThread() {
			super("controller that returns a `Callable`, on a virtual thread", "/callable", "tracing.async.enabled");
		}

	}

	static final class ScheduledOnVirtualThread extends ScheduledHop implements VirtualThreadHop {

		@Override
		public String name() {
			return super.name() + " on a virtual thread";
		}

		@Override
		public String note() {
			return super.note() + "; " + NOTE;
		}

	}

	static final class VirtualScheduler extends ExecutorHops.TaskHop implements VirtualThreadHop {

		VirtualScheduler() {
			super("`TaskScheduler.schedule(task, instant)` on a virtual thread",
					(application, handoff) -> application.getBean(SimpleAsyncTaskScheduler.class)
						.schedule(handoff::arrive, Instant.now()));
		}

		@Override
		public Class<?> application() {
			return Scheduling.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
