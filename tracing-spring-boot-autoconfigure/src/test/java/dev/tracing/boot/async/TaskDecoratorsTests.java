/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our decorator together with those that an application has.
 */
class TaskDecoratorsTests {

	private final ApplicationContextRunner runner = AsyncTestKit.application();

	@Test
	void ownDecoratorStaysAndRunsInsideTheSpan() {
		this.runner.withUserConfiguration(OwnDecorator.class).run((application) -> {
			BlockingQueue<SpanContext> seen = application.getBean(OwnDecorator.class).seen;
			ThreadPoolTaskExecutor executor = application.getBean("pool", ThreadPoolTaskExecutor.class);
			SpanContext caller = AsyncTestKit.inSpan(application,
					() -> assertThat(executor.submit(() -> MDC.get("tenant")).get()).isEqualTo("a"));
			assertThat(seen).containsExactly(caller);
			assertThat(executor.submit(() -> Context.current() == Context.root()).get()).isTrue();
		});
	}

	@Test
	void decoratorBeanOfTheApplicationStays() {
		this.runner.withUserConfiguration(DecoratorBean.class).run((application) -> {
			AsyncTaskExecutor executor = application.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
			BlockingQueue<SpanContext> seen = new ArrayBlockingQueue<>(1);
			SpanContext caller = AsyncTestKit.inSpan(application, () -> executor.submit(() -> {
				assertThat(MDC.get("decorated")).isEqualTo("yes");
				seen.add(Span.current().getSpanContext());
			}).get());
			assertThat(seen).containsExactly(caller);
		});
	}

	@Test
	void spanInsideAnObservationArrivesWithSpringsOwnPropagation() {
		this.runner.withPropertyValues("spring.task.execution.propagate-context=true").run((application) -> {
			AsyncTaskExecutor executor = application.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
			assertThat(handOverInsideObservation(application.getBean(ObservationRegistry.class),
					application.getBean(OpenTelemetry.class), executor))
				.isTrue();
			application.getBean(RecordedSpans.class).take(2);
		});
	}

	@Test
	void spanInsideAnObservationArrivesWithSpringsOwnDecorator() {
		this.runner.withBean("pool", ThreadPoolTaskExecutor.class, () -> {
			ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
			pool.setTaskDecorator(new ContextPropagatingTaskDecorator());
			return pool;
		}).run((application) -> {
			AsyncTaskExecutor executor = application.getBean("pool", AsyncTaskExecutor.class);
			assertThat(handOverInsideObservation(application.getBean(ObservationRegistry.class),
					application.getBean(OpenTelemetry.class), executor))
				.isTrue();
			application.getBean(RecordedSpans.class).take(2);
		});
	}

	private static boolean handOverInsideObservation(ObservationRegistry registry, OpenTelemetry openTelemetry,
			AsyncTaskExecutor executor) {
		return Boolean.TRUE.equals(Observation.createNotStarted("outer", registry).observe(() -> {
			Span inner = openTelemetry.getTracer("test").spanBuilder("inner").startSpan();
			try (Scope scope = inner.makeCurrent()) {
				return executor.submit(AsyncTestKit.current()).get().equals(inner.getSpanContext());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				inner.end();
			}
		}));
	}

	@Test
	void spanThatTheDecoratorStartsIsTheParentOfTheTask() {
		this.runner.withUserConfiguration(SpanDecorator.class).run((application) -> {
			ThreadPoolTaskExecutor executor = application.getBean("pool", ThreadPoolTaskExecutor.class);
			BlockingQueue<SpanContext> seen = new ArrayBlockingQueue<>(1);
			Span caller = application.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
			try (Scope scope = caller.makeCurrent()) {
				seen.add(executor.submit(AsyncTestKit.current()).get());
			}
			SpanData task = application.getBean(RecordedSpans.class).take();
			caller.end();
			application.getBean(RecordedSpans.class).take();
			assertThat(task.getParentSpanContext()).isEqualTo(caller.getSpanContext());
			assertThat(seen).containsExactly(task.getSpanContext());
		});
	}

	@Test
	void adaptersCarryTheSpanAndExecutorsOnTheSameThreadNeedNothing() {
		this.runner
			.withBean("adapter", TaskExecutorAdapter.class,
					() -> new TaskExecutorAdapter((task) -> new Thread(task).start()))
			.withBean("concurrent", ConcurrentTaskExecutor.class,
					() -> new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor()))
			.withBean("sync", SyncTaskExecutor.class)
			.run((application) -> {
				BlockingQueue<SpanContext> seen = new ArrayBlockingQueue<>(3);
				SpanContext caller = AsyncTestKit.inSpan(application, () -> {
					seen.add(application.getBean(TaskExecutorAdapter.class).submit(AsyncTestKit.current()).get());
					seen.add(application.getBean(ConcurrentTaskExecutor.class).submit(AsyncTestKit.current()).get());
					application.getBean(SyncTaskExecutor.class)
						.execute(() -> seen.add(Span.current().getSpanContext()));
				});
				assertThat(seen).hasSize(3).containsOnly(caller);
			});
	}

	@Test
	void decoratorOfAProxiedExecutorStays() {
		this.runner.withUserConfiguration(OwnDecorator.class, Proxies.class).run((application) -> {
			ThreadPoolTaskExecutor executor = application.getBean("pool", ThreadPoolTaskExecutor.class);
			assertThat(AopUtils.isCglibProxy(executor)).isTrue();
			SpanContext caller = AsyncTestKit.inSpan(application,
					() -> assertThat(executor.submit(() -> MDC.get("tenant")).get()).isEqualTo("a"));
			assertThat(application.getBean(OwnDecorator.class).seen).containsExactly(caller);
		});
	}

	@Test
	void taskWithoutContextStaysTheSameObject() {
		Runnable task = () -> {
		};
		assertThat(CarriedTask.carry(task)).isSameAs(task);
		assertThat(new ExecutorDecorator(CarryingDecorator.NONE).decorate(task)).isSameAs(task);
		try (Scope scope = Context.root().with(Span.getInvalid()).makeCurrent()) {
			Runnable carried = CarriedTask.carry(task);
			assertThat(carried).isNotSameAs(task);
			assertThat(CarriedTask.carry(carried)).isSameAs(carried);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecorator {

		final BlockingQueue<SpanContext> seen = new ArrayBlockingQueue<>(1);

		@Bean
		ThreadPoolTaskExecutor pool() {
			ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
			pool.setTaskDecorator((task) -> () -> {
				this.seen.offer(Span.current().getSpanContext());
				MDC.put("tenant", "a");
				try {
					task.run();
				}
				finally {
					MDC.clear();
				}
			});
			// As many applications do, although Spring does it too.
			pool.initialize();
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DecoratorBean {

		@Bean
		TaskDecorator ownDecorator() {
			return (task) -> () -> {
				MDC.put("decorated", "yes");
				task.run();
				MDC.remove("decorated");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxies {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("pool");
			creator.setProxyTargetClass(true);
			creator.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return creator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpanDecorator {

		@Bean
		ThreadPoolTaskExecutor pool(OpenTelemetry openTelemetry) {
			ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
			pool.setTaskDecorator((task) -> () -> {
				Span span = openTelemetry.getTracer("test").spanBuilder("task").startSpan();
				try (Scope scope = span.makeCurrent()) {
					task.run();
				}
				finally {
					span.end();
				}
			});
			return pool;
		}

	}

}
