/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After many reactive requests no thread remembers any of them: neither the server's
 * event loops nor the workers that chains go to.
 */
class ReactiveThreadsStayCleanTests {

	private static final int REQUESTS = 1000;

	private static final int THREADS = 4;

	@Test
	void nothingStaysOnAnyThread() throws Exception {
		try (ConfigurableApplicationContext application = HopApplication.run(Application.class,
				"spring.main.web-application-type=reactive", "tracing.sampling.ratio=0.5",
				"tracing.baggage.fields.tenant.from-header=X-Tenant", "tracing.baggage.fields.tenant.mdc-key=tenant")) {
			String url = "http://localhost:" + HopApplication.port(application) + "/work";
			for (int i = 0; i < REQUESTS / 10; i++) {
				ThreadProbe.get(url, 10);
			}
			assertThat(application.getBean(Counter.class).threads).isNotEmpty()
				.allMatch((name) -> name.startsWith("loops-"));
			ThreadProbe probe = new ThreadProbe(THREADS);
			for (EventExecutor loop : application.getBean(LoopResources.class).onServer(true)) {
				loop.submit(probe::look).get(10, TimeUnit.SECONDS);
			}
			assertThat(probe.threads()).hasSize(THREADS);
			lookOnAll(application.getBean(Scheduler.class), probe);
			assertThat(probe.threads()).hasSize(2 * THREADS);
			assertThat(probe.left()).isEmpty();
			application.getBean(RecordedSpans.class).clear();
		}
	}

	// All workers at once, so that each of them is looked at.
	private static void lookOnAll(Scheduler workers, ThreadProbe probe) {
		List<CompletableFuture<Void>> looks = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			CompletableFuture<Void> looked = new CompletableFuture<>();
			looks.add(looked);
			workers.schedule(() -> {
				try {
					looked.complete(probe.meetAndLook());
				}
				catch (Exception ex) {
					looked.completeExceptionally(ex);
				}
			});
		}
		looks.forEach(CompletableFuture::join);
	}

	@RestController
	static class Counter {

		private final Scheduler workers;

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		Counter(Scheduler workers) {
			this.workers = workers;
		}

		@GetMapping("/work")
		Mono<String> work() {
			this.threads.add(Thread.currentThread().getName());
			return Mono.just("order").map((order) -> {
				assertThat(MDC.get("tenant")).isEqualTo("acme");
				assertThat(MDC.get("traceId")).isNotNull();
				return MDC.get("traceId");
			}).publishOn(this.workers).map((traceId) -> {
				assertThat(MDC.get("traceId")).isEqualTo(traceId);
				return "done";
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Counter counter(Scheduler workers) {
			return new Counter(workers);
		}

		@Bean(destroyMethod = "dispose")
		Scheduler workers() {
			return Schedulers.newParallel("workers", THREADS);
		}

		@Bean(destroyMethod = "dispose")
		LoopResources loops() {
			return LoopResources.create("loops", THREADS, true);
		}

		@Bean
		ReactorResourceFactory resources(LoopResources loops) {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setLoopResources(loops);
			return resources;
		}

	}

}
