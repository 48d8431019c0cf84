/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executors on which Spring MVC does what controllers return to be done later.
 */
class MvcExecutorTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AsyncAutoConfiguration.class, TracingAutoConfiguration.class,
				ObservationAutoConfiguration.class, TaskExecutionAutoConfiguration.class, WebMvcAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class,
				org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class))
		.withBean(RecordedSpans.class)
		.withPropertyValues("management.tracing.sampling.probability=1.0");

	@Test
	void executorOfSpringBootCarriesTheSpan() {
		this.runner.run((application) -> assertThat(isCarried(application)).isTrue());
	}

	@Test
	void executorThatIsExcludedStaysExcluded() {
		this.runner.withPropertyValues("tracing.async.excluded-beans=applicationTaskExecutor")
			.run((application) -> assertThat(isCarried(application)).isFalse());
	}

	@Test
	void executorOfSpringSecurityThatIsExcludedStaysExcluded() {
		this.runner
			.withBean("applicationTaskExecutor", AsyncTaskExecutor.class,
					() -> new DelegatingSecurityContextAsyncTaskExecutor(new SimpleAsyncTaskExecutor()))
			.withPropertyValues("tracing.async.excluded-beans=applicationTaskExecutor")
			.run((application) -> assertThat(isCarried(application)).isFalse());
	}

	@Test
	void executorThatIsNoBeanAndTakesNoDecoratorCarriesTheSpan() {
		this.runner.withBean(OwnExecutor.class).run((application) -> assertThat(isCarried(application)).isTrue());
	}

	private static boolean isCarried(ApplicationContext application) throws Exception {
		RequestMappingHandlerAdapter adapter = application.getBean(RequestMappingHandlerAdapter.class);
		AsyncTaskExecutor executor = (AsyncTaskExecutor) ReflectionTestUtils.getField(adapter,
				MvcExecutorPostProcessor.FIELD);
		assertThat(executor).isNotNull();
		BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
		SpanContext caller = AsyncTestKit.inSpan(application,
				() -> seen.add(executor.submit(AsyncTestKit.current()).get()));
		return seen.remove().equals(caller);
	}

	static class OwnExecutor implements WebMvcConfigurer {

		@Override
		public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
			configurer.setTaskExecutor(new ExecutorBeansTests.OwnExecutor());
		}

	}

}
