/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Operation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Traces what a WebClient sends, one span per subscription, until the response arrives,
 * the attempt fails or is cancelled. As the first of a list of filters it moves itself
 * behind all others, also behind those that are added later: a retry of theirs is an
 * attempt.
 */
final class TracingExchangeFilter implements ExchangeFilterFunction {

	// Where the WebClient keeps what it was given.
	private static final String URI_TEMPLATE = "org.springframework.web.reactive.function.client.WebClient.uriTemplate";

	private final Supplier<@Nullable HttpClientTracing> tracing;

	private final ObservedContext contexts;

	TracingExchangeFilter(Supplier<@Nullable HttpClientTracing> tracing, ObservedContext contexts) {
		this.tracing = tracing;
		this.contexts = contexts;
	}

	@Override
	public ExchangeFilterFunction andThen(ExchangeFilterFunction filter) {
		return new InnermostFilter(filter, this);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual(new Attempts(request, next));
	}

	private static Mono<ClientResponse> attempt(HttpClientTracing tracing, @Nullable HttpClientExchange exchange,
			Context parent, int resendCount, ClientRequest request, ExchangeFunction next) {
		HttpClientRequest attempt = new HttpClientRequest(request.method().name(), request.url(), request.headers(),
				UrlTemplate.path((String) request.attributes().get(URI_TEMPLATE)), resendCount);
		Operation operation = tracing.start(parent, attempt);
		if (exchange != null) {
			exchange.adopt(operation);
		}
		try {
			return next.exchange(with(tracing, operation.context(), request))
				.doOnSuccess((response) -> complete(tracing, operation, attempt, response))
				.doOnError((error) -> fail(operation, error))
				.doOnCancel(operation::end);
		}
		catch (Throwable ex) {
			fail(operation, ex);
			throw ex;
		}
	}

	private static void complete(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt,
			@Nullable ClientResponse response) {
		try {
			if (response != null && operation.isRecording()) {
				tracing.semantics()
					.onResponse(operation, attempt, response.statusCode().value(), response.headers().asHttpHeaders());
			}
		}
		catch (RuntimeException ex) {
			// The caller meets it too, as soon as he reads the response.
			operation.fail(ex);
		}
		finally {
			operation.end();
		}
	}

	private static void fail(Operation operation, Throwable error) {
		operation.fail(error);
		operation.end();
	}

	private static ClientRequest with(HttpClientTracing tracing, Context context, ClientRequest request) {
		return ClientRequest.from(request)
			.headers((headers) -> tracing.inject(context, request.url(), headers))
			.build();
	}

	private Context parent(@Nullable ObservationView observation, @Nullable HttpClientExchange exchange) {
		Context parent = (exchange != null) ? exchange.parent() : null;
		if (parent == null) {
			parent = this.contexts.find(observation);
		}
		return (parent != null) ? parent : Context.current();
	}

	/**
	 * What happens at each subscription to a request. It counts the attempts itself, so
	 * that a request that is skipped has no counter.
	 */
	private final class Attempts implements Function<ContextView, Mono<ClientResponse>> {

		private static final AtomicIntegerFieldUpdater<Attempts> COUNT = AtomicIntegerFieldUpdater
			.newUpdater(Attempts.class, "count");

		private final ClientRequest request;

		private final ExchangeFunction next;

		@SuppressWarnings("UnusedVariable") // written through COUNT
		private volatile int count;

		Attempts(ClientRequest request, ExchangeFunction next) {
			this.request = request;
			this.next = next;
		}

		@Override
		public Mono<ClientResponse> apply(ContextView reactor) {
			HttpClientTracing tracing = TracingExchangeFilter.this.tracing.get();
			if (tracing == null) {
				return this.next.exchange(this.request);
			}
			ObservationView observation = reactor.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			HttpClientExchange exchange = (observation != null)
					? observation.getContextView().get(HttpClientExchange.class) : null;
			Context parent = parent(observation, exchange);
			if (tracing.skips(parent)) {
				return this.next.exchange(with(tracing, parent, this.request));
			}
			return attempt(tracing, exchange, parent, COUNT.getAndIncrement(this), this.request, this.next);
		}

	}

}
