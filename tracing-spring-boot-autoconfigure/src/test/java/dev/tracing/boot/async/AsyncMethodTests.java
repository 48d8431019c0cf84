/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods with {@code @Async} whose executor is no bean.
 */
class AsyncMethodTests {

	private final ApplicationContextRunner runner = AsyncTestKit.application()
		.withUserConfiguration(Asynchronous.class)
		.withBean(Work.class);

	@Test
	void executorThatSpringMakesItselfCarriesTheSpan() {
		this.runner.withBean("one", Executor.class, () -> (task) -> new Thread(task).start())
			.withBean("two", Executor.class, () -> (task) -> new Thread(task).start())
			.run((application) -> {
				assertThat(application).doesNotHaveBean("applicationTaskExecutor");
				assertThat(seenBehind(application).threadName()).startsWith("SimpleAsyncTaskExecutor");
			});
	}

	@Test
	void executorOfAnAsyncConfigurerCarriesTheSpan() {
		this.runner.withUserConfiguration(Configurer.class)
			.run((application) -> assertThat(seenBehind(application).threadName()).startsWith("own-"));
	}

	@Test
	void executorServiceOfAnAsyncConfigurerCarriesTheSpan() {
		this.runner.withUserConfiguration(ServiceConfigurer.class)
			.run((application) -> assertThat(seenBehind(application).threadName()).isEqualTo("service"));
	}

	@Test
	void executorBeanStillRunsThem() {
		this.runner.run((application) -> assertThat(seenBehind(application).threadName()).startsWith("task-"));
	}

	@Test
	void excludedExecutorStaysExcluded() {
		this.runner.withPropertyValues("tracing.async.excluded-beans=applicationTaskExecutor").run((application) -> {
			AtomicReference<Seen> seen = new AtomicReference<>();
			AsyncTestKit.inSpan(application, () -> seen.set(application.getBean(Work.class).look().join()));
			assertThat(seen.get().span().isValid()).isFalse();
		});
	}

	@Test
	void threadsOfAnAsyncConfigurerStayClean() {
		this.runner.withUserConfiguration(Configurer.class).run((application) -> {
			seenBehind(application);
			assertThat(application.getBean(Work.class).look().join().isClean()).isTrue();
		});
	}

	private static Seen seenBehind(ApplicationContext application) throws Exception {
		AtomicReference<Seen> seen = new AtomicReference<>();
		SpanContext caller = AsyncTestKit.inSpan(application,
				() -> seen.set(application.getBean(Work.class).look().join()));
		assertThat(seen.get().span()).isEqualTo(caller);
		return seen.get();
	}

	record Seen(SpanContext span, String threadName, boolean isClean) {
	}

	static class Work {

		@Async
		public CompletableFuture<Seen> look() {
			return CompletableFuture.completedFuture(new Seen(Span.current().getSpanContext(),
					Thread.currentThread().getName(), Context.current() == Context.root()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

	}

	@Configuration(proxyBeanMethods = false)
	static class Configurer {

		@Bean
		AsyncConfigurer asyncConfigurer() {
			return new AsyncConfigurer() {

				@Override
				public Executor getAsyncExecutor() {
					ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
					executor.setThreadNamePrefix("own-");
					executor.setDaemon(true);
					executor.initialize();
					return executor;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ServiceConfigurer implements AsyncConfigurer {

		@Override
		public Executor getAsyncExecutor() {
			return Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task, "service");
				thread.setDaemon(true);
				return thread;
			});
		}

	}

}
