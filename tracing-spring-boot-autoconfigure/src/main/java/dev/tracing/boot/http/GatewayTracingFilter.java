/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.util.function.Supplier;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Operation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.ContextView;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayContext;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Traces what Spring Cloud Gateway on WebFlux sends, one span per attempt, until the
 * response's headers arrive, the attempt fails or is cancelled. It stands right in front
 * of the filters that call the server, so a retry of the route is an attempt.
 */
final class GatewayTracingFilter implements GlobalFilter, Ordered {

	// The last one calls over HTTP, the one before it over WebSocket.
	private static final int ORDER = LOWEST_PRECEDENCE - 2;

	private static final String CONTEXT_ATTRIBUTE = GatewayTracingFilter.class.getName() + ".context";

	private static final String ATTEMPTS_ATTRIBUTE = GatewayTracingFilter.class.getName() + ".attempts";

	private final Supplier<@Nullable HttpClientTracing> tracing;

	private final ObservedContext contexts;

	GatewayTracingFilter(Supplier<@Nullable HttpClientTracing> tracing, ObservedContext contexts) {
		this.tracing = tracing;
		this.contexts = contexts;
	}

	/**
	 * Finds the span that the gateway's own Observation adopts.
	 * @param observation the Observation's context
	 * @return the span of the attempt; null if it has none
	 */
	static @Nullable Span span(Observation.Context observation) {
		Context context = ((GatewayContext) observation).getServerWebExchange().getAttribute(CONTEXT_ATTRIBUTE);
		return (context != null) ? OtelSpan.fromOtel(io.opentelemetry.api.trace.Span.fromContext(context), context)
				: null;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		HttpClientTracing tracing = this.tracing.get();
		URI target = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		if (tracing == null || target == null || !leavesTheApplication(target.getScheme())
				|| ServerWebExchangeUtils.isAlreadyRouted(exchange)) {
			return chain.filter(exchange);
		}
		return Mono.deferContextual((reactor) -> {
			Context parent = parent(reactor);
			if (isWebSocket(target, exchange.getRequest()) || tracing.skips(parent)) {
				return chain.filter(with(tracing, parent, target, exchange));
			}
			return attempt(tracing, parent, target, exchange, chain);
		});
	}

	private static Mono<Void> attempt(HttpClientTracing tracing, Context parent, URI target, ServerWebExchange exchange,
			GatewayFilterChain chain) {
		ServerHttpRequest received = exchange.getRequest();
		int attempts = exchange.getAttributeOrDefault(ATTEMPTS_ATTRIBUTE, 0);
		HttpClientRequest request = new HttpClientRequest(received.getMethod().name(), target, received.getHeaders(),
				null, attempts);
		Operation operation = tracing.start(parent, request);
		exchange.getAttributes().put(CONTEXT_ATTRIBUTE, operation.context());
		exchange.getAttributes().put(ATTEMPTS_ATTRIBUTE, attempts + 1);
		try {
			return chain.filter(with(tracing, operation.context(), target, exchange))
				.doOnSuccess((nothing) -> complete(tracing, operation, request, exchange))
				.doOnError((error) -> fail(operation, error))
				.doOnCancel(operation::end);
		}
		catch (Throwable ex) {
			fail(operation, ex);
			throw ex;
		}
	}

	private static void complete(HttpClientTracing tracing, Operation operation, HttpClientRequest request,
			ServerWebExchange exchange) {
		if (operation.isRecording() && exchange
			.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) instanceof HttpClientResponse response) {
			HttpHeaders headers = new HttpHeaders(new Netty4HeadersAdapter(response.responseHeaders()));
			tracing.semantics().onResponse(operation, request, response.status().code(), headers);
		}
		operation.end();
	}

	private static void fail(Operation operation, Throwable error) {
		operation.fail(error);
		operation.end();
	}

	private static ServerWebExchange with(HttpClientTracing tracing, Context context, URI target,
			ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest()
			.mutate()
			.headers((headers) -> tracing.replace(context, target, headers))
			.build();
		return exchange.mutate().request(request).build();
	}

	private Context parent(ContextView reactor) {
		ObservationView observation = reactor.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		Context parent = this.contexts.find(observation);
		return (parent != null) ? parent : Context.current();
	}

	private static boolean leavesTheApplication(@Nullable String scheme) {
		return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme) || "ws".equalsIgnoreCase(scheme)
				|| "wss".equalsIgnoreCase(scheme);
	}

	// The connection lasts as long as both sides like: it has the server span's context
	// and no client span.
	private static boolean isWebSocket(URI target, ServerHttpRequest request) {
		return target.getScheme().startsWith("w") || "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
	}

}
