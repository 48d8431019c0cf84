/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Entrance;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.context.Context;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Makes the server span of a WebFlux request. WebFlux starts its Observation before any
 * filter runs, so this handler is the instrumentation and not only its witness: whoever
 * else listens to the Observation, such as its metrics, is not disturbed.
 */
final class ReactiveServerObservationHandler implements TracingObservationHandler<ServerRequestObservationContext> {

	private static final Log logger = LogFactory.getLog(ReactiveServerObservationHandler.class);

	private final Tracer tracer;

	private final Entrance<HttpServerRequest> entrance;

	private final HttpServerSemantics semantics;

	private final ExcludedPaths excludedPaths;

	private final ManagementServer managementServer;

	private final CallerHeaders callerHeaders;

	private final Ingress ingress;

	ReactiveServerObservationHandler(Tracer tracer, Operations operations, HttpServerSemantics semantics,
			ExcludedPaths excludedPaths, ManagementServer managementServer, CallerHeaders callerHeaders,
			Ingress ingress) {
		this.tracer = tracer;
		this.entrance = new Entrance<>(operations, semantics, ingress);
		this.semantics = semantics;
		this.excludedPaths = excludedPaths;
		this.managementServer = managementServer;
		this.callerHeaders = callerHeaders;
		this.ingress = ingress;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	public void onStart(ServerRequestObservationContext context) {
		// The meter handler insists on a tracing context, even on an empty one.
		getTracingContext(context);
		ServerHttpRequest request = context.getCarrier();
		if (request == null) {
			return;
		}
		try {
			ReactiveExchange exchange = start(request);
			context.put(ReactiveExchange.class, exchange);
			Operation operation = exchange.operation();
			if (operation.span().getSpanContext().isValid()) {
				ObservedContext.put(context, operation.context());
				tellCaller(operation.context(), context.getResponse());
			}
		}
		catch (RuntimeException ex) {
			logger.debug("A request goes on without its span", ex);
		}
	}

	private ReactiveExchange start(ServerHttpRequest carrier) {
		ReactiveServerRequest request = new ReactiveServerRequest(carrier);
		boolean trusted = this.entrance.isOpen()
				|| this.ingress.trusts(request.clientAddress(), request.understoodPath());
		boolean excluded = this.excludedPaths.matches(request, this.managementServer);
		return new ReactiveExchange(request,
				this.entrance.enter(request, excluded, trusted, carrier, ReactiveHeaderGetter.INSTANCE));
	}

	private void tellCaller(Context context, @Nullable ServerHttpResponse response) {
		if (response != null && this.callerHeaders.areWanted()) {
			this.callerHeaders.tell(context, new ReactiveResponseHeaders(response.getHeaders()));
		}
		if (response != null && this.callerHeaders.tellVerdicts()) {
			response.beforeCommit(() -> Mono.fromRunnable(() -> tellVerdict(context, response)));
		}
	}

	private void tellVerdict(Context context, ServerHttpResponse response) {
		HttpStatusCode status = response.getStatusCode();
		this.callerHeaders.tellVerdict(context, (status != null) ? status.value() : 0,
				response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE),
				new ReactiveResponseHeaders(response.getHeaders()));
	}

	@Override
	public void onError(ServerRequestObservationContext context) {
		// Only called for an exception that a handler has turned into a response. One
		// that breaks the exchange is set without this call.
		ReactiveExchange exchange = context.get(ReactiveExchange.class);
		if (exchange != null) {
			exchange.errorWasHandled();
		}
	}

	@Override
	public void onEvent(Observation.Event event, ServerRequestObservationContext context) {
		if (getTracingContext(context).getSpan() != null) {
			TracingObservationHandler.super.onEvent(event, context);
		}
	}

	@Override
	public void onScopeOpened(ServerRequestObservationContext context) {
		if (getTracingContext(context).getSpan() != null) {
			TracingObservationHandler.super.onScopeOpened(context);
		}
	}

	@Override
	public void onStop(ServerRequestObservationContext context) {
		ReactiveExchange exchange = context.get(ReactiveExchange.class);
		if (exchange == null) {
			return;
		}
		try {
			exchange.end(this.semantics, context);
		}
		catch (RuntimeException ex) {
			logger.debug("A span has lost its last attributes", ex);
			exchange.operation().end();
		}
	}

	/**
	 * Ends the span of an exchange if its Observation was never stopped.
	 * @param request the request as the server received it
	 * @param cancelled whether the caller hung up
	 */
	void onExchangeOver(ServerHttpRequest request, boolean cancelled) {
		Object current = request.getAttributes()
			.get(ServerRequestObservationContext.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE);
		if (!(current instanceof ServerRequestObservationContext context)) {
			return;
		}
		ReactiveExchange exchange = context.get(ReactiveExchange.class);
		if (exchange == null || exchange.operation().hasEnded()) {
			return;
		}
		if (cancelled) {
			context.setConnectionAborted(true);
		}
		onStop(context);
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
