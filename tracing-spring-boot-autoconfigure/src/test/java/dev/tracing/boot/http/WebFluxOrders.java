/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the WebFlux application serves.
 */
@RestController
class WebFluxOrders {

	private final ObservationRegistry registry;

	private final CountDownLatch slow;

	WebFluxOrders(ObjectProvider<ObservationRegistry> registry, WebFluxApplication application) {
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

	static final class Torn extends RuntimeException {

	}

}
