/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.interceptor.AsyncExecutionAspectSupport;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class AsyncAutoConfigurationTests {

	private static final ContextKey<String> KEY = ContextKey.named("test");

	private final ApplicationContextRunner runner = AsyncTestKit.application();

	@Test
	void tasksCarryTheSpanByDefault() {
		this.runner.run((application) -> assertThat(carries(application, "applicationTaskExecutor")).isTrue());
	}

	@Test
	void tasksDoNotIfTurnedOff() {
		this.runner.withPropertyValues("tracing.async.enabled=false").run((application) -> {
			assertThat(application).doesNotHaveBean(ExecutorPostProcessor.class)
				.doesNotHaveBean(ScheduledObservationHandler.class);
			assertThat(carries(application, "applicationTaskExecutor")).isFalse();
		});
	}

	@Test
	void tasksCarryTheCallersContextIfNothingIsTraced() {
		this.runner.withPropertyValues("tracing.enabled=false").run((application) -> {
			AsyncTaskExecutor executor = application.getBean(AsyncTaskExecutor.class);
			try (Scope scope = Context.root().with(KEY, "kept").makeCurrent()) {
				assertThat(executor.submit(() -> Context.current().get(KEY)).get()).isEqualTo("kept");
			}
			assertThat(application).doesNotHaveBean(ScheduledObservationHandler.class);
		});
	}

	@Test
	void scheduledMethodsCanBeLeftToSpringBoot() {
		this.runner.withPropertyValues("tracing.async.scheduled.enabled=false")
			.run((application) -> assertThat(application).hasSingleBean(ExecutorPostProcessor.class)
				.doesNotHaveBean(ScheduledObservationHandler.class)
				.doesNotHaveBean(ScheduledRegistry.class));
	}

	@Test
	void excludedBeansAreLeftAlone() {
		this.runner.withPropertyValues("tracing.async.excluded-beans=applicationTaskExecutor,other")
			.run((application) -> assertThat(carries(application, "applicationTaskExecutor")).isFalse());
	}

	@Test
	void backsOffWithoutSchedulingOrTracer() {
		this.runner.withClassLoader(new FilteredClassLoader(ThreadPoolTaskScheduler.class))
			.run((application) -> assertThat(application).doesNotHaveBean("tracingExecutorPostProcessor"));
		this.runner.withClassLoader(new FilteredClassLoader(Tracer.class))
			.run((application) -> assertThat(application).doesNotHaveBean("tracingScheduledObservationHandler"));
	}

	@Test
	void propertiesHaveTheDocumentedDefaults() {
		this.runner.run((application) -> assertThat(application.getBean(AsyncProperties.class))
			.isEqualTo(new AsyncProperties(true, Set.of(), new AsyncProperties.Scheduled(true))));
	}

	@ParameterizedTest
	@ValueSource(classes = { ThreadPoolTaskExecutorBuilder.class, SimpleAsyncTaskExecutorBuilder.class,
			ThreadPoolTaskSchedulerBuilder.class, SimpleAsyncTaskSchedulerBuilder.class })
	void executorsFromBuildersNeedNotBeBeans(Class<?> builder) {
		this.runner.run((application) -> {
			AsyncTaskExecutor executor = build(application.getBean(builder));
			assertThat(carries(application, executor)).isTrue();
			if (executor instanceof DisposableBean pool) {
				pool.destroy();
			}
			else {
				((AutoCloseable) executor).close();
			}
		});
	}

	private static AsyncTaskExecutor build(Object builder) {
		if (builder instanceof ThreadPoolTaskExecutorBuilder threads) {
			ThreadPoolTaskExecutor executor = threads.build();
			executor.initialize();
			return executor;
		}
		if (builder instanceof ThreadPoolTaskSchedulerBuilder threads) {
			ThreadPoolTaskScheduler scheduler = threads.build();
			scheduler.initialize();
			return scheduler;
		}
		return (builder instanceof SimpleAsyncTaskExecutorBuilder simple) ? simple.build()
				: ((SimpleAsyncTaskSchedulerBuilder) builder).build();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void schedulerUnderVirtualThreadsCarriesWhatIsScheduledOnce() {
		ApplicationContextRunner virtual = this.runner.withUserConfiguration(Timer.class)
			.withPropertyValues("spring.threads.virtual.enabled=true");
		virtual.run((application) -> assertThat(application).getBean(TaskScheduler.class)
			.isInstanceOf(CarryingTaskScheduler.class));
		virtual.withPropertyValues("tracing.async.excluded-beans=taskScheduler")
			.run((application) -> assertThat(application).getBean(TaskScheduler.class)
				.isExactlyInstanceOf(SimpleAsyncTaskScheduler.class));
		virtual.withBean("own", TaskScheduler.class, ThreadPoolTaskScheduler::new)
			.run((application) -> assertThat(application).hasSingleBean(TaskScheduler.class)
				.doesNotHaveBean(CarryingTaskScheduler.class));
	}

	@Test
	void schedulerOnPlatformThreadsIsSpringBoots() {
		this.runner.withUserConfiguration(Timer.class)
			.run((application) -> assertThat(application).getBean(TaskScheduler.class)
				.isInstanceOf(ThreadPoolTaskScheduler.class));
	}

	@Test
	void nativeImageMayReadTheDecorators() {
		RuntimeHints hints = new RuntimeHints();
		new ExecutorHints().registerHints(hints, getClass().getClassLoader());
		for (Class<?> owner : TaskDecorators.OWNERS) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(owner, TaskDecorators.FIELD)).accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onFieldAccess(AsyncExecutionAspectSupport.class, AsyncMethodPostProcessor.FIELD)).accepts(hints);
	}

	private static boolean carries(ApplicationContext application, String bean) throws Exception {
		return carries(application, application.getBean(bean, AsyncTaskExecutor.class));
	}

	private static boolean carries(ApplicationContext application, AsyncTaskExecutor executor) throws Exception {
		AtomicReference<SpanContext> seen = new AtomicReference<>();
		SpanContext caller = AsyncTestKit.inSpan(application,
				() -> seen.set(executor.submit(() -> Span.current().getSpanContext()).get()));
		return caller.equals(seen.get());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Timer {

	}

}
