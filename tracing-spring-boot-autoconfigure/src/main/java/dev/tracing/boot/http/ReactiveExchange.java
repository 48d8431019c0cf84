/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * A WebFlux request, its operation and how it went.
 */
final class ReactiveExchange {

	private final ReactiveServerRequest request;

	private final Operation operation;

	private volatile boolean errorHandled;

	ReactiveExchange(ReactiveServerRequest request, Operation operation) {
		this.request = request;
		this.operation = operation;
	}

	Operation operation() {
		return this.operation;
	}

	/**
	 * Notes that an exception has become a response.
	 */
	void errorWasHandled() {
		this.errorHandled = true;
	}

	void end(HttpServerSemantics semantics, ServerRequestObservationContext context) {
		ReactiveServerResponse response = response(context);
		if (this.operation.isRecording()) {
			String gatewayRoute = GatewayRoute.id(context.getAttributes());
			if (gatewayRoute != null) {
				this.operation.span().setAttribute(HttpAttributes.GATEWAY_ROUTE, gatewayRoute);
			}
		}
		semantics.end(this.operation, this.request, response, route(context), error(context, response));
	}

	private static @Nullable ReactiveServerResponse response(ServerRequestObservationContext context) {
		ServerHttpResponse response = context.getResponse();
		if (response == null || (context.isConnectionAborted() && !response.isCommitted())) {
			return null;
		}
		return new ReactiveServerResponse(response);
	}

	private @Nullable String route(ServerRequestObservationContext context) {
		String pattern = context.getPathPattern();
		if (pattern == null) {
			pattern = GatewayRoute.pattern(context.getAttributes());
		}
		return (pattern != null) ? this.request.contextPath() + pattern : null;
	}

	// What made the exchange fail: the exception behind a server error, or one that broke
	// off a response whose status had already been sent.
	private @Nullable Throwable error(ServerRequestObservationContext context,
			@Nullable ReactiveServerResponse response) {
		Throwable error = context.getError();
		if (error == null || context.isConnectionAborted() || response == null) {
			return null;
		}
		HttpStatusCode status = response.statusCode();
		if (status != null && status.is5xxServerError()) {
			return error;
		}
		return (this.errorHandled || (status != null && status.is4xxClientError())) ? null : error;
	}

}
