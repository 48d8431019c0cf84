/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ScheduledExecutorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executors that are no executors of Spring's.
 */
class ExecutorBeansTests {

	private final ApplicationContextRunner runner = AsyncTestKit.application();

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(ExecutorPostProcessor.class, Level.INFO);

	@Test
	void everyWayToHandOverATaskCarriesTheSpan() {
		this.runner.withUserConfiguration(Interfaces.class).run((application) -> {
			ExecutorService service = application.getBean("service", ExecutorService.class);
			ScheduledExecutorService scheduled = application.getBean("scheduled", ScheduledExecutorService.class);
			Executor plain = application.getBean("plain", Executor.class);
			LinkedBlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
			Runnable look = () -> seen.add(Span.current().getSpanContext());
			Callable<Boolean> call = () -> seen.add(Span.current().getSpanContext());
			SpanContext caller = AsyncTestKit.inSpan(application, () -> {
				service.execute(look);
				service.submit(look).get();
				service.submit(look, "done").get();
				service.submit(call).get();
				service.invokeAll(List.of(call));
				service.invokeAll(List.of(call), 5, TimeUnit.SECONDS);
				service.invokeAny(List.of(call));
				service.invokeAny(List.of(call), 5, TimeUnit.SECONDS);
				scheduled.schedule(look, 1, TimeUnit.MILLISECONDS).get();
				scheduled.schedule(call, 1, TimeUnit.MILLISECONDS).get();
				CompletableFuture.runAsync(look, plain).join();
				application.getBean("own", AsyncTaskExecutor.class).submit(call).get();
				application.getBean("own", AsyncTaskExecutor.class).submit(look).get();
				application.getBean("made", ScheduledExecutorService.class).submit(look).get();
			});
			assertThat(seen).hasSize(14).containsOnly(caller);
			service.invokeAll(List.of(call));
			assertThat(seen).last().isEqualTo(SpanContext.getInvalid());
		});
	}

	@Test
	void beansAreShutDownWithTheApplication() {
		this.runner.withUserConfiguration(Interfaces.class).run((application) -> {
			ExecutorService service = application.getBean("service", ExecutorService.class);
			assertThat(service).isNotInstanceOf(ThreadPoolExecutor.class);
			ScheduledExecutorService made = application.getBean("made", ScheduledExecutorService.class);
			application.close();
			assertThat(service.isShutdown()).isTrue();
			assertThat(service.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
			assertThat(service.isTerminated()).isTrue();
			assertThat(made.isShutdown()).isTrue();
		});
	}

	@Test
	void wrapperCanBeShutDown() {
		this.runner.withUserConfiguration(Interfaces.class).run((application) -> {
			ExecutorService service = application.getBean("service", ExecutorService.class);
			service.shutdown();
			assertThat(service.shutdownNow()).isEmpty();
			assertThat(service).asString().contains("ThreadPoolExecutor");
		});
	}

	@Test
	void beansDeclaredByClassAreLeftAloneAndNamedOnce() {
		this.runner.withUserConfiguration(Classes.class).run((application) -> {
			assertThat(application).hasNotFailed();
			assertThat(application.getBean(NeedsClasses.class).pool).isSameAs(application.getBean("pool"));
			assertThat(this.log.events()).singleElement()
				.asString()
				.contains("'pool' (ThreadPoolExecutor)", "'forks' (ForkJoinPool)", "'own' (OwnExecutor)",
						"'bare' (BareExecutor)", "such as ExecutorService or AsyncTaskExecutor",
						"Context.taskWrapping(executor)");
		});
	}

	@Test
	void beansThatAreExcludedAreNotNamed() {
		this.runner.withUserConfiguration(Classes.class)
			.withPropertyValues("tracing.async.excluded-beans=pool,forks,own,bare")
			.run((application) -> assertThat(this.log.events()).isEmpty());
	}

	@Test
	void nothingIsNamedWithoutSuchBeans() {
		this.runner.withUserConfiguration(Interfaces.class)
			.run((application) -> assertThat(this.log.events()).isEmpty());
	}

	@Test
	void userWhoWrapsThemHimselfIsNotDisturbed() {
		this.runner
			.withBean("wrapped", ExecutorService.class, () -> Context.taskWrapping(Executors.newSingleThreadExecutor()))
			.run((application) -> {
				LinkedBlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
				SpanContext caller = AsyncTestKit.inSpan(application, () -> seen
					.add(application.getBean("wrapped", ExecutorService.class).submit(AsyncTestKit.current()).get()));
				assertThat(seen).containsExactly(caller);
			});
	}

	@Test
	void whatIsNoBeanCarriesTheSpanWithOpenTelemetrysWrappers() {
		this.runner.run((application) -> {
			Set<SpanContext> seen = ConcurrentHashMap.newKeySet();
			List<Integer> orders = IntStream.range(0, 256).boxed().toList();
			SpanContext caller = AsyncTestKit.inSpan(application, () -> {
				orders.parallelStream()
					.map(Context.current().wrapFunction((order) -> Span.current().getSpanContext()))
					.forEach(seen::add);
				Executor pool = Context.taskWrapping(ForkJoinPool.commonPool());
				seen.add(CompletableFuture.supplyAsync(() -> Span.current().getSpanContext(), pool).join());
			});
			assertThat(seen).containsExactly(caller);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Interfaces {

		@Bean
		ExecutorService service() {
			return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		}

		@Bean
		ScheduledExecutorService scheduled() {
			return Executors.newSingleThreadScheduledExecutor();
		}

		@Bean
		Executor plain() {
			return (task) -> new Thread(task).start();
		}

		@Bean
		AsyncTaskExecutor own() {
			return new OwnExecutor();
		}

		@Bean
		ScheduledExecutorFactoryBean made() {
			return new ScheduledExecutorFactoryBean();
		}

	}

	static class OwnExecutor implements AsyncTaskExecutor {

		@Override
		public void execute(Runnable task) {
			new Thread(task).start();
		}

	}

	static class BareExecutor implements Executor {

		@Override
		public void execute(Runnable task) {
			new Thread(task).start();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Classes {

		@Bean
		ThreadPoolExecutor pool() {
			return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		}

		@Bean
		ForkJoinPool forks() {
			return new ForkJoinPool(1);
		}

		@Bean
		OwnExecutor own() {
			return new OwnExecutor();
		}

		@Bean
		BareExecutor bare() {
			return new BareExecutor();
		}

		@Bean
		NeedsClasses needsClasses(ThreadPoolExecutor pool, ForkJoinPool forks) {
			return new NeedsClasses(pool, forks);
		}

	}

	static class NeedsClasses {

		private final ThreadPoolExecutor pool;

		NeedsClasses(ThreadPoolExecutor pool, ForkJoinPool forks) {
			this.pool = pool;
		}

	}

}
