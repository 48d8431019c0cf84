/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand requests on few threads, each with work on other threads, leave nothing on
 * any of them.
 */
class ThreadsStayCleanTests {

	private static final int REQUESTS = 1000;

	private static final int THREADS = 4;

	@Test
	void nothingStaysOnAnyThread() throws Exception {
		try (ConfigurableApplicationContext application = HopApplication.run(Application.class,
				"server.tomcat.threads.max=" + THREADS, "server.tomcat.threads.min-spare=" + THREADS,
				"spring.task.execution.pool.core-size=" + THREADS, "tracing.sampling.ratio=0.5",
				"tracing.baggage.fields.tenant.from-header=X-Tenant", "tracing.baggage.fields.tenant.mdc-key=tenant")) {
			String url = "http://localhost:" + HopApplication.port(application);
			for (int i = 0; i < REQUESTS / 10; i++) {
				ThreadProbe.get(url + "/work", 10);
			}
			Probe probe = application.getBean(Probe.class);
			probe.meet = true;
			ThreadProbe.get(url + "/work", THREADS);
			probe.meet = false;
			AsyncTaskExecutor executor = application.getBean(AsyncTaskExecutor.class);
			List<Future<Void>> workers = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				workers.add(executor.submit(probe.threads::meetAndLook));
			}
			for (Future<Void> worker : workers) {
				worker.get();
			}
			assertThat(probe.threads.left()).isEmpty();
			assertThat(probe.threads.threads()).hasSize(2 * THREADS);
			application.getBean(RecordedSpans.class).clear();
		}
	}

	static final class Probe {

		private final ThreadProbe threads = new ThreadProbe(THREADS);

		private volatile boolean meet;

	}

	static class Clerk {

		@Async
		CompletableFuture<String> answer() {
			return CompletableFuture.completedFuture(MDC.get("traceId"));
		}

	}

	@RestController
	static class Counter {

		private final Clerk clerk;

		Counter(Clerk clerk) {
			this.clerk = clerk;
		}

		@GetMapping("/work")
		Callable<String> work() {
			String traceId = MDC.get("traceId");
			assertThat(MDC.get("tenant")).isEqualTo("acme");
			return () -> {
				assertThat(MDC.get("traceId")).isNotNull().isEqualTo(traceId);
				this.clerk.answer();
				return "done";
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Application {

		@Bean
		Clerk clerk() {
			return new Clerk();
		}

		@Bean
		Counter counter(Clerk clerk) {
			return new Counter(clerk);
		}

		@Bean
		Probe probe() {
			return new Probe();
		}

		// In front of the filter that traces.
		@Bean
		FilterRegistrationBean<Filter> probeFilter(Probe probe) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				probe.threads.lookOnly();
				if (probe.meet) {
					try {
						probe.threads.meetAndLook();
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			registration.setAsyncSupported(true);
			return registration;
		}

	}

}
