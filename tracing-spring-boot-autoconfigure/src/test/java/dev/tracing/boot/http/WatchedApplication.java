/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * A servlet application that counts how often the user agent of a request is read.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class WatchedApplication {

	static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent.original");

	final AtomicInteger reads = new AtomicInteger();

	@Bean
	InMemorySpanExporter exporter() {
		return InMemorySpanExporter.create();
	}

	@Bean
	FilterRegistrationBean<Filter> watch() {
		FilterRegistrationBean<Filter> watch = new FilterRegistrationBean<>((request, response, chain) -> chain
			.doFilter(new Watched((HttpServletRequest) request, this.reads), response));
		watch.setOrder(Ordered.HIGHEST_PRECEDENCE);
		watch.setAsyncSupported(true);
		return watch;
	}

	@GetMapping("/fine")
	String fine() {
		return "fine";
	}

	@GetMapping("/slow")
	String slow() {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		return "slow";
	}

	@GetMapping("/fail")
	String fail() {
		throw new IllegalStateException("no");
	}

	@GetMapping("/callable-fail")
	Callable<String> callableFail() {
		return this::fail;
	}

	@GetMapping("/deferred-fail")
	DeferredResult<String> deferredFail() {
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException("no")));
		return result;
	}

	@GetMapping("/forward")
	void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
		request.getRequestDispatcher("/callable-fail?page=3").forward(request, response);
	}

	@GetMapping("/send-error")
	ResponseEntity<String> sendError() {
		return ResponseEntity.status(503).build();
	}

	@GetMapping("/reads")
	String reads() {
		return userAgent(Span.current());
	}

	@GetMapping("/reads-elsewhere")
	String readsElsewhere() {
		Span span = Span.current();
		return CompletableFuture.supplyAsync(() -> userAgent(span)).join();
	}

	private static String userAgent(Span span) {
		return String.valueOf(((ReadableSpan) span).getAttribute(USER_AGENT));
	}

	private static final class Watched extends HttpServletRequestWrapper {

		private final AtomicInteger reads;

		Watched(HttpServletRequest request, AtomicInteger reads) {
			super(request);
			this.reads = reads;
		}

		@Override
		public String getHeader(String name) {
			if (name.equals("User-Agent")) {
				this.reads.incrementAndGet();
				if ("hostile".equals(getQueryString())) {
					throw new IllegalStateException("no header");
				}
			}
			return super.getHeader(name);
		}

	}

}
