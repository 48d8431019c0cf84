/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A servlet application on a real server, with a handler for everything that a request
 * may come to.
 */
final class ServletShop implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ServletShop.class);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private ServletShop(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ServletShop start(Class<?> configuration, String... properties) {
		String[] defaults = { "server.port=0", "management.tracing.sampling.probability=1.0",
				"spring.application.name=shop", "server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=2",
				"spring.main.banner-mode=off" };
		return new ServletShop(new SpringApplicationBuilder(Application.class, configuration).properties(defaults)
			.properties(properties)
			.run());
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	RecordedSpans spans() {
		return bean(RecordedSpans.class);
	}

	HttpResponse<String> get(String path, String... headers) {
		return send("GET", path, headers);
	}

	HttpResponse<String> send(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
			MicrometerTracingAutoConfiguration.class,
			org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class,
			DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
			WebMvcObservationAutoConfiguration.class, ErrorMvcAutoConfiguration.class, JacksonAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, TracingAutoConfiguration.class,
			ObservationAutoConfiguration.class, SamplingAutoConfiguration.class, HttpServletAutoConfiguration.class })
	@Import({ Orders.class, Leaks.class })
	static class Application {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean
		FilterRegistrationBean<Filter> leakProbe(Leaks leaks) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				leaks.look();
				chain.doFilter(request, response);
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			registration.setAsyncSupported(true);
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> errorPageFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				logger.info("Error page, recording: {}", Span.current().isRecording());
				chain.doFilter(request, response);
			});
			registration.setDispatcherTypes(DispatcherType.ERROR);
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> failingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				if (((HttpServletRequest) request).getRequestURI().endsWith("/filter-fail")) {
					throw new IllegalArgumentException("filter says no");
				}
				chain.doFilter(request, response);
			});
			registration.setAsyncSupported(true);
			return registration;
		}

	}

	/**
	 * What is current on a server's thread before tracing begins.
	 */
	static class Leaks {

		final List<String> found = new CopyOnWriteArrayList<>();

		void look() {
			if (Context.current() != Context.root() || MDC.get("traceId") != null) {
				this.found.add(Context.current() + " " + MDC.getCopyOfContextMap());
			}
		}

	}

	@RestController
	static class Orders {

		private final OpenTelemetry openTelemetry;

		Orders(OpenTelemetry openTelemetry) {
			this.openTelemetry = openTelemetry;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			logger.info("Found order {}", id);
			return "order " + id;
		}

		@PostMapping("/orders")
		ResponseEntity<Void> create() {
			return ResponseEntity.created(URI.create("/orders/1")).build();
		}

		@RequestMapping("/status/{code}")
		ResponseEntity<Void> status(@PathVariable int code) {
			return ResponseEntity.status(code).build();
		}

		@GetMapping("/send-error/{code}")
		void sendError(@PathVariable int code, HttpServletResponse response) throws IOException {
			response.sendError(code);
		}

		@GetMapping("/fail")
		void fail() {
			throw new IllegalStateException("no stock");
		}

		@GetMapping("/handled")
		void handled() {
			throw new UnsupportedOperationException("not yet");
		}

		@ExceptionHandler
		ResponseEntity<String> notYet(UnsupportedOperationException ex) {
			return ResponseEntity.internalServerError().body("not yet");
		}

		@GetMapping({ "/child", "/health", "/internal/child" })
		String child() {
			this.openTelemetry.getTracer("test").spanBuilder("child").startSpan().end();
			return Span.current().getSpanContext().getTraceId() + " " + Span.current().getSpanContext().getTraceFlags();
		}

		@GetMapping("/callable/{id}")
		Callable<String> callable(@PathVariable String id) {
			return () -> "order " + id;
		}

		@GetMapping("/callable-fail")
		Callable<String> failingCallable() {
			return () -> {
				throw new IllegalStateException("no stock");
			};
		}

		@GetMapping("/deferred/{id}")
		DeferredResult<String> deferred(@PathVariable String id) {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setResult("order " + id));
			return result;
		}

		@GetMapping("/timeout")
		DeferredResult<String> timeout() {
			return new DeferredResult<>(50L);
		}

		@GetMapping("/stream")
		StreamingResponseBody stream() {
			return (output) -> output.write("chunk".getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/endless")
		void endless(HttpServletResponse response) throws IOException {
			OutputStream output = response.getOutputStream();
			while (true) {
				output.write(new byte[8192]);
				output.flush();
			}
		}

		@GetMapping("/committed-fail")
		void committedFail(HttpServletResponse response) throws IOException {
			response.getOutputStream().write(1);
			response.flushBuffer();
			throw new IllegalStateException("too late");
		}

	}

}
