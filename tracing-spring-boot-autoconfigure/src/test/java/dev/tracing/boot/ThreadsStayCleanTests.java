/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Context;
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
				get(url + "/work", 10);
			}
			Probe probe = application.getBean(Probe.class);
			probe.meet = true;
			get(url + "/work", THREADS);
			probe.meet = false;
			AsyncTaskExecutor executor = application.getBean(AsyncTaskExecutor.class);
			List<Future<String>> workers = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				workers.add(executor.submit(probe::meetAndLook));
			}
			for (Future<String> worker : workers) {
				probe.threads.add(worker.get());
			}
			assertThat(probe.left).isEmpty();
			assertThat(probe.threads).hasSize(2 * THREADS);
			application.getBean(RecordedSpans.class).clear();
		}
	}

	private static void get(String url, int count) {
		HttpClient client = HttpClient.newHttpClient();
		List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			responses.add(client.sendAsync(HttpRequest.newBuilder(URI.create(url)).header("X-Tenant", "acme").build(),
					HttpResponse.BodyHandlers.ofString()));
		}
		responses.forEach((response) -> assertThat(response.join().body()).isEqualTo("done"));
	}

	static final class Probe {

		final Queue<String> left = new ConcurrentLinkedQueue<>();

		final Set<String> threads = ConcurrentHashMap.newKeySet();

		final CyclicBarrier barrier = new CyclicBarrier(THREADS);

		volatile boolean meet;

		void look() {
			Map<String, String> logged = MDC.getCopyOfContextMap();
			if (Context.current() != Context.root() || (logged != null && !logged.isEmpty())) {
				this.left.add(Thread.currentThread().getName() + " " + Context.current() + logged);
			}
		}

		// All threads at once, so that each of them is looked at.
		String meetAndLook() throws Exception {
			this.barrier.await(10, TimeUnit.SECONDS);
			look();
			return Thread.currentThread().getName();
		}

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
				probe.look();
				if (probe.meet) {
					try {
						probe.threads.add(probe.meetAndLook());
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
