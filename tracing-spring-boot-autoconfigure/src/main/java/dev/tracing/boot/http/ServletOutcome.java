/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * How a servlet request went: its route, its status and what made it fail.
 */
final class ServletOutcome {

	static final String ROUTE_ATTRIBUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	static final String HANDLED_EXCEPTION_ATTRIBUTE = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

	private static final String EVERYTHING = "/**";

	private static final int NOT_FOUND = 404;

	private static final int FIRST_ERROR = 400;

	private static final int SERVER_ERROR = 500;

	private final ServletRequestView request;

	private final HttpServletResponse response;

	private final HttpServerSemantics semantics;

	private @Nullable String pattern;

	private @Nullable Throwable error;

	private boolean disconnected;

	private int sentStatus;

	ServletOutcome(ServletRequestView request, HttpServletResponse response, HttpServerSemantics semantics) {
		this.request = request;
		this.response = response;
		this.semantics = semantics;
	}

	/**
	 * Notes the route of a dispatch that is over.
	 * @param dispatch the request of this dispatch
	 */
	void left(HttpServletRequest dispatch) {
		if (dispatch.getDispatcherType() == DispatcherType.ERROR) {
			// The error page has a route of its own.
			return;
		}
		Object matched = dispatch.getAttribute(ROUTE_ATTRIBUTE);
		this.pattern = (matched != null) ? matched.toString() : this.pattern;
	}

	/**
	 * Notes that a dispatch failed. Only the first failure counts.
	 * @param thrown what was thrown
	 */
	void failed(Throwable thrown) {
		if (this.error != null || this.disconnected) {
			return;
		}
		Throwable cause = thrown;
		while (cause instanceof ServletException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		this.disconnected = DisconnectedClientHelper.isClientDisconnectedException(cause);
		this.error = this.disconnected ? null : cause;
		// Tomcat is about to set 500, even if the caller has another status already.
		this.sentStatus = (this.disconnected || this.response.isCommitted()) ? this.response.getStatus() : 0;
	}

	/**
	 * Completes and ends the span.
	 * @param operation the operation to end
	 */
	void end(Operation operation) {
		int status = status();
		String gatewayRoute = GatewayRoute.id(this.request.request());
		if (gatewayRoute != null) {
			operation.span().setAttribute(HttpAttributes.GATEWAY_ROUTE, gatewayRoute);
		}
		this.semantics.end(operation, this.request, new ServletResponseView(this.response, status), route(status),
				error(status));
	}

	private int status() {
		if (this.sentStatus != 0) {
			return this.sentStatus;
		}
		int status = this.response.getStatus();
		// Jetty sets the status after all listeners have heard of the end.
		return (this.error != null && status < FIRST_ERROR && !this.response.isCommitted()) ? SERVER_ERROR : status;
	}

	private @Nullable Throwable error(int status) {
		if (status >= FIRST_ERROR && status < SERVER_ERROR) {
			return null;
		}
		if (this.error != null || this.disconnected || status < SERVER_ERROR) {
			return this.error;
		}
		Object handled = this.request.request().getAttribute(HANDLED_EXCEPTION_ATTRIBUTE);
		if (handled == null) {
			handled = this.request.request().getAttribute(RequestDispatcher.ERROR_EXCEPTION);
		}
		return (handled instanceof Throwable throwable) ? throwable : null;
	}

	private @Nullable String route(int status) {
		// Where no handler was found, static resources were looked for.
		if (this.pattern == null || (status == NOT_FOUND && this.pattern.equals(EVERYTHING))) {
			return null;
		}
		HttpServletRequest dispatch = this.request.request();
		// The context's own path: a forwarded prefix is the caller's to choose.
		String prefix = dispatch.getServletContext().getContextPath();
		if (dispatch.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH) {
			prefix = prefix + dispatch.getServletPath();
		}
		return prefix.isEmpty() ? this.pattern : prefix + this.pattern;
	}

}
