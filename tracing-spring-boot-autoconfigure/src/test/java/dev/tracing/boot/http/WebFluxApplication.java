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
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/**
 * A WebFlux application on a real Netty, and a client to call it.
 */
@Configuration(proxyBeanMethods = false)
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
			.withPropertyValues("server.port=0", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=0s", "management.tracing.sampling.probability=1.0",
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

	@RestController
	static class Orders {

		private final ObservationRegistry registry;

		private final CountDownLatch slow;

		Orders(ObjectProvider<ObservationRegistry> registry, WebFluxApplication application) {
			this.registry = registry.getIfUnique(() -> ObservationRegistry.NOOP);
			this.slow = application.slow;
		}

		@GetMapping("/orders/{id}")
		Mono<String> order(@PathVariable("id") String id) {
			return Mono.just("order " + id);
		}

		@GetMapping("/missing")
		Mono<String> missing() {
			return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
		}

		@GetMapping("/broken")
		Mono<String> broken() {
			return Mono.error(new IllegalStateException("no stock"));
		}

		@GetMapping("/thrown")
		Mono<String> thrown() {
			throw new IllegalStateException("no stock");
		}

		@GetMapping("/unavailable")
		Mono<ResponseEntity<String>> unavailable() {
			return Mono.just(ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("later"));
		}

		@GetMapping("/conflict")
		Mono<String> conflict() {
			return Mono.error(new IllegalArgumentException("handled by the application"));
		}

		@ExceptionHandler
		ResponseEntity<String> handle(IllegalArgumentException ex, ServerWebExchange exchange) {
			return ResponseEntity.status(HttpStatus.CONFLICT).body("conflict");
		}

		@GetMapping(path = "/torn", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> torn() {
			return Flux.just("first").concatWith(Mono.delay(Duration.ofMillis(50)).then(Mono.error(new Torn())));
		}

		@GetMapping("/slow")
		Mono<String> slow() {
			return Mono.<String>never().doOnSubscribe((subscription) -> this.slow.countDown());
		}

		@GetMapping(path = "/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<Long> endless() {
			return Flux.interval(Duration.ofMillis(10)).onBackpressureDrop().doOnNext((tick) -> this.slow.countDown());
		}

		@GetMapping("/current")
		String current() {
			return Span.current().getSpanContext().getTraceId();
		}

		@PostMapping("/current")
		Mono<String> currentAfterBody(@RequestBody(required = false) Mono<String> body) {
			return body.defaultIfEmpty("")
				.delayElement(Duration.ofMillis(5))
				.map((text) -> Span.current().getSpanContext().getTraceId() + " " + MDC.get("traceId"));
		}

		@GetMapping("/observed")
		Mono<String> observed() {
			return Mono.just("observed").map((text) -> {
				Observation.createNotStarted("inner", this.registry).observe(() -> {
				});
				return text;
			});
		}

		@GetMapping("/chained")
		Mono<String> chained() {
			return Mono.deferContextual((reactor) -> {
				Observation parent = reactor.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
				Observation inner = Observation.createNotStarted("inner", this.registry).parentObservation(parent);
				return Mono.just("chained").doOnSubscribe((subscription) -> inner.start()).doOnTerminate(inner::stop);
			});
		}

		@GetMapping("/calling")
		Mono<String> calling(ServerWebExchange exchange) {
			return call(exchange, "/orders/7");
		}

		@GetMapping("/forwarding")
		Mono<String> forwarding(ServerWebExchange exchange) {
			return call(exchange, "/echo");
		}

		@GetMapping("/echo")
		String echo(@RequestHeader(name = "traceparent", defaultValue = "none") String traceparent) {
			return traceparent;
		}

		private Mono<String> call(ServerWebExchange exchange, String path) {
			return WebClient.builder()
				.observationRegistry(this.registry)
				.build()
				.get()
				.uri("http://localhost:" + exchange.getRequest().getURI().getPort() + path)
				.retrieve()
				.bodyToMono(String.class);
		}

	}

	static final class Torn extends RuntimeException {

	}

}
