/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryEventPublisherBeansApplicationListener;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

/**
 * A WebFlux application on a real Netty, and a client to call it.
 */
@Configuration(proxyBeanMethods = false)
@Import(WebFluxOrders.class)
class WebFluxApplication {

	static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	static final String CALLER_ID = "b7ad6b7169203331";

	static final String SAMPLED_CALLER = "00-" + TRACE_ID + "-" + CALLER_ID + "-03";

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	/**
	 * Counted down when the slow handler has been called.
	 */
	final CountDownLatch slow = new CountDownLatch(1);

	/**
	 * Starts what every test needs; Observations are there, metrics are not.
	 */
	static ReactiveWebApplicationContextRunner runner(RecordedSpans spans) {
		return bareRunner(spans).withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class));
	}

	/**
	 * Without an Observation registry.
	 */
	static ReactiveWebApplicationContextRunner bareRunner(RecordedSpans spans) {
		return new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(ReactorAutoConfiguration.class, CodecsAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class, WebFluxAutoConfiguration.class,
					HttpHandlerAutoConfiguration.class, ErrorWebFluxAutoConfiguration.class,
					WebFluxObservationAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class, SamplingAutoConfiguration.class,
					dev.tracing.boot.observation.ObservationAutoConfiguration.class,
					HttpWebFluxServerAutoConfiguration.class))
			// What SpringApplication does for the log's context.
			.withInitializer((context) -> context
				.addApplicationListener(new OpenTelemetryEventPublisherBeansApplicationListener()))
			.withInitializer(new ServerPortInfoApplicationContextInitializer())
			.withBean(RecordedSpans.class, () -> spans)
			.withUserConfiguration(WebFluxApplication.class)
			// A connection that serves a third request stops reading at times, also with
			// Spring Boot alone (reactor/reactor-netty#4361).
			.withPropertyValues("server.netty.max-keep-alive-requests=1")
			.withPropertyValues("server.port=0", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=100ms", "management.tracing.sampling.probability=1.0",
					"spring.main.banner-mode=off");
	}

	static int port(ApplicationContext context) {
		return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class),
				"no server port");
	}

	static HttpResponse<String> get(ApplicationContext context, String path, String... headers) {
		return send(context, "GET", path, headers);
	}

	static HttpResponse<String> send(ApplicationContext context, String method, String path, String... headers) {
		return send(method, "http://localhost:" + port(context) + path, headers);
	}

	static HttpResponse<String> send(String method, String uri, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
			.timeout(Duration.ofSeconds(20))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (HttpTimeoutException ex) {
			throw new IllegalStateException("No response from " + uri, ex);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void awaitSlowHandler() {
		try {
			if (!this.slow.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("the slow handler was not called");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Bean
	RouterFunction<ServerResponse> functions() {
		return RouterFunctions.route()
			.GET("/functions/{name}", (request) -> ServerResponse.ok().bodyValue(request.pathVariable("name")))
			.build();
	}

	@Bean
	WebFilter brokenFilter() {
		return (exchange, chain) -> exchange.getRequest().getPath().value().startsWith("/filtered")
				? Mono.error(new IllegalStateException("no filter")) : chain.filter(exchange);
	}

	@Bean
	WebFilter brokenSessionStore() {
		return (exchange, chain) -> {
			if (exchange.getRequest().getQueryParams().containsKey("unsaved")) {
				exchange.getResponse()
					.beforeCommit(() -> Mono.error(new IllegalStateException("the session store is down")));
			}
			return chain.filter(exchange);
		};
	}

}
