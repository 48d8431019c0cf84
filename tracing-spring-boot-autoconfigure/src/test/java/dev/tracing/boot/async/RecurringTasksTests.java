/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that are scheduled inside a span: who runs once belongs to it, who recurs does
 * not.
 */
class RecurringTasksTests {

	private static final Duration OFTEN = Duration.ofMillis(2);

	static Stream<Arguments> recurring() {
		return Stream.of("threads", "concurrent", "simple", "overService")
			.flatMap((scheduler) -> Stream.of(
					Arguments.of(scheduler, "trigger",
							(Schedule) (tasks, task) -> tasks.schedule(task, new PeriodicTrigger(OFTEN))),
					Arguments.of(scheduler, "rate", (Schedule) (tasks, task) -> tasks.scheduleAtFixedRate(task, OFTEN)),
					Arguments.of(scheduler, "delay",
							(Schedule) (tasks, task) -> tasks.scheduleWithFixedDelay(task, Instant.now(), OFTEN))));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource
	void recurring(String scheduler, String kind, Schedule schedule) {
		AsyncTestKit.application().withUserConfiguration(Schedulers.class).run((application) -> {
			BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
			AsyncTestKit.inSpan(application, () -> {
				schedule.schedule(application.getBean(scheduler, TaskScheduler.class),
						() -> seen.add(Span.current().getSpanContext()));
				assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(SpanContext.getInvalid());
				assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(SpanContext.getInvalid());
			});
		});
	}

	@ParameterizedTest
	@MethodSource
	void once(String scheduler) {
		AsyncTestKit.application().withUserConfiguration(Schedulers.class).run((application) -> {
			BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
			SpanContext caller = AsyncTestKit.inSpan(application,
					() -> application.getBean(scheduler, TaskScheduler.class)
						.schedule(() -> seen.add(Span.current().getSpanContext()), Instant.now())
						.get());
			assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(caller);
		});
	}

	static Stream<String> once() {
		return Stream.of("threads", "concurrent", "overService", "simple");
	}

	interface Schedule {

		void schedule(TaskScheduler scheduler, Runnable task);

	}

	@Configuration(proxyBeanMethods = false)
	static class Schedulers {

		@Bean
		ThreadPoolTaskScheduler threads() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		CarryingTaskScheduler simple() {
			return new CarryingTaskScheduler();
		}

		@Bean
		ScheduledExecutorService service() {
			return Executors.newSingleThreadScheduledExecutor();
		}

		@Bean
		ConcurrentTaskScheduler concurrent() {
			return new ConcurrentTaskScheduler(Executors.newSingleThreadScheduledExecutor());
		}

		@Bean
		TaskScheduler overService(ScheduledExecutorService service) {
			return new ConcurrentTaskScheduler(service);
		}

	}

}
