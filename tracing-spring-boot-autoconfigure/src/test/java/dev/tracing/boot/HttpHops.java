/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

import feign.Feign;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * From one application to the next over HTTP, and there to the thread that answers.
 */
final class HttpHops {

	private HttpHops() {
	}

	abstract static class RequestHop implements Hop {

		private final String name;

		private final String path;

		private final String feature;

		RequestHop(String name, String path, String feature) {
			this.name = name;
			this.path = path;
			this.feature = feature;
		}

		@Override
		public String group() {
			return "`RestClient`";
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Class<?> application() {
			return Application.class;
		}

		// One of the client, one of the server.
		@Override
		public int spans() {
			return 2;
		}

		@Override
		public String feature() {
			return this.feature;
		}

		@Override
		public void cross(ApplicationContext application) {
			get(application, "http://localhost:" + HopApplication.port(application) + this.path);
		}

		void get(ApplicationContext application, String url) {
			application.getBean(RestClient.Builder.class).build().get().uri(url).retrieve().body(String.class);
		}

	}

	private abstract static class AsyncRequestHop extends RequestHop {

		AsyncRequestHop(String name, String path) {
			super(name, path, "tracing.async.enabled");
		}

	}

	static final class Servlet extends RequestHop {

		Servlet() {
			super("controller", "/plain", "");
		}

	}

	static final class Web extends RequestHop {

		Web() {
			super("controller", "/plain", "");
		}

		@Override
		public String group() {
			return "`WebClient`";
		}

		@Override
		void get(ApplicationContext application, String url) {
			application.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(url)
				.retrieve()
				.bodyToMono(String.class)
				.block();
		}

	}

	static final class LaterCall extends RequestHop {

		LaterCall() {
			super("controller, by a call behind `Mono.delay` and `flatMap`", "/plain", "");
		}

		@Override
		public String group() {
			return "`WebClient`";
		}

		@Override
		void get(ApplicationContext application, String url) {
			WebClient client = application.getBean(WebClient.Builder.class).build();
			Mono.delay(Duration.ofMillis(1))
				.flatMap((tick) -> client.get().uri(url).retrieve().bodyToMono(String.class))
				.block();
		}

	}

	static final class CallableResult extends AsyncRequestHop {

		CallableResult() {
			super("controller that returns a `Callable`", "/callable");
		}

	}

	static final class CallableBesideExecutor extends AsyncRequestHop {

		CallableBesideExecutor() {
			super("controller that returns a `Callable`, beside an `Executor` bean", "/callable");
		}

		// Spring Boot's executor backs off, and Spring MVC makes one of its own.
		@Override
		public String[] properties() {
			return new String[] { "spring.task.execution.mode=auto" };
		}

	}

	static final class AsyncTaskResult extends AsyncRequestHop {

		AsyncTaskResult() {
			super("controller that returns a `WebAsyncTask` with an executor", "/task");
		}

	}

	static final class Deferred extends AsyncRequestHop {

		Deferred() {
			super("controller that returns a `DeferredResult`", "/deferred");
		}

	}

	static final class Stream extends AsyncRequestHop {

		Stream() {
			super("controller that returns a `StreamingResponseBody`", "/stream");
		}

	}

	static final class Sse extends AsyncRequestHop {

		Sse() {
			super("controller that returns an `SseEmitter`", "/events");
		}

	}

	@RestController
	static class Counter {

		private final Handoff handoff;

		private final AsyncTaskExecutor executor;

		Counter(Handoff handoff, AsyncTaskExecutor pool) {
			this.handoff = handoff;
			this.executor = pool;
		}

		@GetMapping("/plain")
		String plain() {
			return this.handoff.arrive();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return this.handoff::arrive;
		}

		@GetMapping("/task")
		WebAsyncTask<String> task() {
			return new WebAsyncTask<>(null, this.executor, this.handoff::arrive);
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			this.executor.execute(() -> result.setResult(this.handoff.arrive()));
			return result;
		}

		@GetMapping("/stream")
		StreamingResponseBody stream() {
			return (output) -> output.write(this.handoff.arrive().getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/events")
		SseEmitter events() {
			SseEmitter emitter = new SseEmitter();
			this.executor.execute(() -> send(emitter));
			return emitter;
		}

		private void send(SseEmitter emitter) {
			try {
				emitter.send(this.handoff.arrive());
				emitter.complete();
			}
			catch (IOException ex) {
				emitter.completeWithError(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Counter counter(Handoff handoff, AsyncTaskExecutor pool) {
			return new Counter(handoff, pool);
		}

		@Bean
		ThreadPoolTaskExecutor pool() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		HttpClient jdkClient() {
			return HttpClient.newHttpClient();
		}

		@Bean
		Feign.Builder feign() {
			return Feign.builder();
		}

	}

}
