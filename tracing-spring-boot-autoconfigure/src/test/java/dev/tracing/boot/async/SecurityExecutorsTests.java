/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executors that take the user along, by Spring Security.
 */
class SecurityExecutorsTests {

	private final ApplicationContextRunner runner = AsyncTestKit.application();

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(ExecutorPostProcessor.class, Level.INFO);

	@Test
	void tasksCarryTheSpanAndTheUser() {
		this.runner.withUserConfiguration(Secured.class).run((application) -> {
			BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
			SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("ann", "x")));
			SpanContext caller;
			try {
				caller = AsyncTestKit.inSpan(application, () -> {
					for (String name : new String[] { "ofABean", "ofNoBean", "declared" }) {
						AsyncTaskExecutor executor = application.getBean(name, AsyncTaskExecutor.class);
						seen.add(executor.submit(AsyncTestKit.current()).get());
						assertThat(executor.submit(SecurityExecutorsTests::user).get()).isEqualTo("ann");
					}
				});
			}
			finally {
				SecurityContextHolder.clearContext();
			}
			assertThat(seen).hasSize(3).containsOnly(caller);
			assertThat(this.log.events()).isEmpty();
		});
	}

	@Test
	void oneWhoseThreadsAreNotReachedIsNamed() {
		this.runner.withUserConfiguration(Unreached.class)
			.run((application) -> assertThat(this.log.events()).singleElement()
				.asString()
				.contains("'unreached' (DelegatingSecurityContextExecutorService)"));
	}

	@Test
	void oneThatHandsItsTasksToAnExcludedBeanIsNotNamed() {
		this.runner.withUserConfiguration(Secured.class)
			.withPropertyValues("tracing.async.excluded-beans=pool")
			.run((application) -> {
				BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();
				AsyncTestKit.inSpan(application, () -> seen
					.add(application.getBean("ofABean", AsyncTaskExecutor.class).submit(AsyncTestKit.current()).get()));
				assertThat(seen).containsExactly(SpanContext.getInvalid());
				assertThat(this.log.events()).isEmpty();
			});
	}

	private static String user() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : "nobody";
	}

	@Configuration(proxyBeanMethods = false)
	static class Secured {

		@Bean
		ThreadPoolTaskExecutor pool() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		DelegatingSecurityContextAsyncTaskExecutor ofABean(ThreadPoolTaskExecutor pool) {
			return new DelegatingSecurityContextAsyncTaskExecutor(pool);
		}

		@Bean
		DelegatingSecurityContextAsyncTaskExecutor ofNoBean() {
			return new DelegatingSecurityContextAsyncTaskExecutor(new SimpleAsyncTaskExecutor());
		}

		@Bean
		AsyncTaskExecutor declared() {
			return new DelegatingSecurityContextAsyncTaskExecutor(new SimpleAsyncTaskExecutor());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unreached {

		private final ExecutorService threads = Executors.newSingleThreadExecutor();

		@Bean
		DelegatingSecurityContextExecutorService unreached() {
			return new DelegatingSecurityContextExecutorService(this.threads);
		}

	}

}
