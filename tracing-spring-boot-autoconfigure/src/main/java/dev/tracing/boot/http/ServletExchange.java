/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request and its span, through all dispatches. Most requests are over when the first
 * one is. Otherwise this becomes a request attribute, because a dispatch finds nothing
 * else of the one before, and ends with whatever comes last: the asynchronous completion
 * or the destruction of the request, which is after the error page; or, where nobody
 * would tell (there is no server around the filter), the last dispatch itself.
 */
final class ServletExchange implements AsyncListener {

	private static final String ATTRIBUTE = ServletExchange.class.getName();

	private static final int FIRST_ERROR = 400;

	private static final Log logger = LogFactory.getLog(ServletExchange.class);

	private final Operation operation;

	// Null if there is no span to say how the request went.
	private final @Nullable ServletOutcome outcome;

	private final HttpServletResponse response;

	private final RequestEnd requestEnd;

	private boolean failed;

	private boolean async;

	private @Nullable Scope keptScope;

	private @Nullable Thread keptBy;

	ServletExchange(Operation operation, HttpServerSemantics semantics, ServletRequestView request,
			HttpServletResponse response, RequestEnd requestEnd) {
		this.operation = operation;
		this.outcome = operation.isRecording() ? new ServletOutcome(request, response, semantics) : null;
		this.response = response;
		this.requestEnd = requestEnd;
	}

	/**
	 * Finds the exchange that an earlier dispatch has begun.
	 * @param request the request
	 * @return the exchange; null if there is none
	 */
	static @Nullable ServletExchange of(ServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof ServletExchange exchange) ? exchange : null;
	}

	/**
	 * Notes that the server is done with a request or, on Jetty, with a dispatch.
	 * @param request the request
	 */
	static void destroyed(ServletRequest request) {
		ServletExchange exchange = of(request);
		if (exchange != null) {
			exchange.destroyed();
		}
	}

	Context context() {
		return this.operation.context();
	}

	/**
	 * Notes that a dispatch failed.
	 * @param thrown what the filters behind ours threw
	 * @param dispatch the request of this dispatch
	 * @return whether the scope may stay open for what the server logs about the failure:
	 * the same thread will get to {@link #destroyed} or {@link #onError}
	 */
	boolean failed(Throwable thrown, HttpServletRequest dispatch) {
		if (this.outcome != null) {
			this.outcome.failed(thrown);
		}
		this.failed = true;
		if (!this.requestEnd.isAnnounced(dispatch)) {
			return false;
		}
		return switch (dispatch.getDispatcherType()) {
			case REQUEST -> !dispatch.isAsyncStarted();
			case ASYNC -> dispatch.getServletContext().getServerInfo().startsWith("Apache Tomcat");
			default -> false;
		};
	}

	void keep(Scope scope) {
		this.keptScope = scope;
		this.keptBy = Thread.currentThread();
	}

	/**
	 * Notes that a dispatch is over.
	 * @param dispatch the request of this dispatch
	 */
	void left(HttpServletRequest dispatch) {
		if (this.outcome != null) {
			this.outcome.left(dispatch);
		}
		boolean asyncStarted = dispatch.isAsyncStarted();
		if (!asyncStarted && (isOver(dispatch) || !this.requestEnd.isAnnounced(dispatch))) {
			end();
			return;
		}
		this.operation.resolveAttributes();
		dispatch.setAttribute(ATTRIBUTE, this);
		if (asyncStarted) {
			listen(dispatch);
		}
	}

	// Only errors have a page, and only asynchronous requests have another dispatch.
	private boolean isOver(HttpServletRequest dispatch) {
		return !this.failed && !this.async && dispatch.getDispatcherType() == DispatcherType.REQUEST
				&& this.response.getStatus() < FIRST_ERROR;
	}

	private void listen(HttpServletRequest dispatch) {
		if (this.async) {
			return;
		}
		try {
			dispatch.getAsyncContext().addListener(this);
			this.async = true;
		}
		catch (IllegalStateException ex) {
			// It has completed in the meantime.
			end();
		}
	}

	private void destroyed() {
		closeKeptScope();
		if (!this.async) {
			end();
		}
	}

	@Override
	public void onComplete(AsyncEvent event) {
		closeKeptScope();
		end();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// Completion follows, after whatever the application answers to the timeout.
	}

	@Override
	public void onError(AsyncEvent event) {
		closeKeptScope();
		if (this.outcome != null && event.getThrowable() != null) {
			this.outcome.failed(event.getThrowable());
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// A new asynchronous cycle begins without listeners.
		event.getAsyncContext().addListener(this);
	}

	private void end() {
		if (this.outcome == null || !this.operation.isRecording()) {
			this.operation.end();
			return;
		}
		try {
			this.outcome.end(this.operation);
		}
		catch (RuntimeException ex) {
			logger.debug("The span of a request lacks its last attributes", ex);
			this.operation.end();
		}
	}

	private void closeKeptScope() {
		if (this.keptScope != null && this.keptBy == Thread.currentThread()) {
			this.keptScope.close();
			this.keptScope = null;
			this.keptBy = null;
		}
	}

}
