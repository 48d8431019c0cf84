/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;

class TracedOrderTests {

	@Test
	void adviceOfATransactionRunsInsideTheSpan() {
		TracedApplication.runner()
			.withUserConfiguration(Transactions.class)
			.withBean(OrderService.class)
			.run(TracedApplication.check((context) -> {
				context.getBean(OrderService.class).create();
				assertThat(context.getBean(Seen.class).span())
					.isEqualTo(context.getBean(RecordedSpans.class).take().getSpanId());
			}));
	}

	@Test
	void orderPutsTheSpanInside() {
		TracedApplication.runner()
			.withUserConfiguration(Transactions.class)
			.withBean(OrderService.class)
			.withPropertyValues("tracing.annotation.order=2147483647")
			.run(TracedApplication.check((context) -> {
				context.getBean(OrderService.class).create();
				context.getBean(RecordedSpans.class).take();
				assertThat(context.getBean(Seen.class).span())
					.isEqualTo(Span.getInvalid().getSpanContext().getSpanId());
			}));
	}

	@Test
	void oneSpanCoversAllAttemptsOfARetry() {
		TracedApplication.runner()
			.withUserConfiguration(Retries.class)
			.withBean(FlakyService.class)
			.run(TracedApplication.check((context) -> {
				FlakyService flaky = context.getBean(FlakyService.class);
				assertThat(flaky.call()).isEqualTo(3);
				assertThat(context.getBean(RecordedSpans.class).take().getStatus().getStatusCode())
					.isEqualTo(StatusCode.UNSET);
			}));
	}

	@Test
	void orderMakesASpanOfEachAttempt() {
		TracedApplication.runner()
			.withUserConfiguration(Retries.class)
			.withBean(FlakyService.class)
			.withPropertyValues("tracing.annotation.order=2147483647")
			.run(TracedApplication.check((context) -> {
				context.getBean(FlakyService.class).call();
				context.getBean(RecordedSpans.class).take(3);
			}));
	}

	public static class OrderService {

		@Traced
		public void create() {
		}

	}

	public static class FlakyService {

		private final AtomicInteger attempts = new AtomicInteger();

		@Traced
		@Retryable(delay = 1)
		public int call() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("expected");
			}
			return this.attempts.get();
		}

	}

	@EnableResilientMethods
	@Configuration(proxyBeanMethods = false)
	public static class Retries {

	}

	record Seen(StringBuilder spans) {

		String span() {
			return this.spans.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class Transactions {

		@Bean
		static Seen seen() {
			return new Seen(new StringBuilder());
		}

		// As a transaction's advisor: without an order of its own, so the last.
		@Bean
		static DefaultPointcutAdvisor transactions(Seen seen) {
			StaticMethodMatcherPointcut create = new StaticMethodMatcherPointcut() {

				@Override
				public boolean matches(Method method, Class<?> targetClass) {
					return targetClass == OrderService.class;
				}

			};
			return new DefaultPointcutAdvisor(create, (MethodInterceptor) (invocation) -> {
				seen.spans().append(Span.current().getSpanContext().getSpanId());
				return invocation.proceed();
			});
		}

	}

}
