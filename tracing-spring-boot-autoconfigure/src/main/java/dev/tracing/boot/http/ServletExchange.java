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
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * One request and its span, through all dispatches. It is a request attribute, because a
 * dispatch finds nothing else of the one before, and it ends with whatever comes last:
 * the asynchronous completion or the destruction of the request, which is after the error
 * page; or, where nobody would tell (there is no server around the filter), the last
 * dispatch itself.
 */
final class ServletExchange implements AsyncListener {

	static final String ATTRIBUTE = ServletExchange.class.getName();

	static final String ROUTE_ATTRIBUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	static final String HANDLED_EXCEPTION_ATTRIBUTE = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

	private static final String EVERYTHING = "/**";

	private static final int NOT_FOUND = 404;

	private static final int FIRST_ERROR = 400;

	private static final int SERVER_ERROR = 500;

	private static final Log logger = LogFactory.getLog(ServletExchange.class);

	private final Operation operation;

	private final HttpServerSemantics semantics;

	private final ServletRequestView request;

	private final HttpServletResponse response;

	private final boolean destructionIsAnnounced;

	private @Nullable String pattern;

	private @Nullable Throwable error;

	private boolean disconnected;

	private int sentStatus;

	private boolean async;

	private @Nullable Scope keptScope;

	private @Nullable Thread keptBy;

	ServletExchange(Operation operation, HttpServerSemantics semantics, ServletRequestView request,
			HttpServletResponse response, boolean destructionIsAnnounced) {
		this.operation = operation;
		this.semantics = semantics;
		this.request = request;
		this.response = response;
		this.destructionIsAnnounced = destructionIsAnnounced;
	}

	Context context() {
		return this.operation.context();
	}

	/**
	 * Notes that a dispatch failed.
	 * @param thrown what the filters behind ours threw
	 * @param dispatch the request of this dispatch
	 * @return whether the scope may stay open for what the server logs about the failure:
	 * the same thread will get to {@link #destroyed()} or {@link #onError}
	 */
	boolean failed(Throwable thrown, HttpServletRequest dispatch) {
		note(thrown);
		if (!this.destructionIsAnnounced) {
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
		if (this.operation.isRecording() && dispatch.getDispatcherType() != DispatcherType.ERROR) {
			// The error page has a route of its own.
			Object matched = dispatch.getAttribute(ROUTE_ATTRIBUTE);
			this.pattern = (matched != null) ? matched.toString() : this.pattern;
		}
		if (dispatch.isAsyncStarted()) {
			listen(dispatch);
		}
		else if (!this.destructionIsAnnounced) {
			end();
		}
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

	/**
	 * Notes that the server is done with the request or, on Jetty, with a dispatch.
	 */
	void destroyed() {
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
		if (event.getThrowable() != null) {
			note(event.getThrowable());
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// A new asynchronous cycle begins without listeners.
		event.getAsyncContext().addListener(this);
	}

	private void note(Throwable thrown) {
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

	private void end() {
		if (!this.operation.isRecording()) {
			this.operation.end();
			return;
		}
		try {
			int status = status();
			this.semantics.end(this.operation, this.request, new ServletResponseView(this.response, status),
					route(status), error(status));
		}
		catch (RuntimeException ex) {
			logger.debug("The span of a request lacks its last attributes", ex);
			this.operation.end();
		}
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

	private void closeKeptScope() {
		if (this.keptScope != null && this.keptBy == Thread.currentThread()) {
			this.keptScope.close();
			this.keptScope = null;
			this.keptBy = null;
		}
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
