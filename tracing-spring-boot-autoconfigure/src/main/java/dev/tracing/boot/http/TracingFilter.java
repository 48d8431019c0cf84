/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import dev.tracing.boot.operation.Entrance;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each request and makes it current in each of its dispatches.
 */
final class TracingFilter implements Filter {

	private static final Log logger = LogFactory.getLog(TracingFilter.class);

	// A filter that was registered twice finds itself inside of the first one.
	private static final ThreadLocal<@Nullable ServletRequest> served = new ThreadLocal<>();

	private final Entrance<HttpServerRequest> entrance;

	private final HttpServerSemantics semantics;

	private final ExcludedPaths excludedPaths;

	private final CallerHeaders callerHeaders;

	private final boolean containerForwards;

	private final RequestEnd requestEnd;

	private final Ingress ingress;

	/**
	 * Creates a filter.
	 * @param operations where spans are made
	 * @param semantics what they say
	 * @param excludedPaths which requests get none
	 * @param callerHeaders headers that tell the caller about the trace
	 * @param containerForwards whether the server itself understands forwarded headers
	 * @param requestEnd whether exchanges are told of the end of their requests
	 * @param ingress whose traces go on here
	 */
	TracingFilter(Operations operations, HttpServerSemantics semantics, ExcludedPaths excludedPaths,
			CallerHeaders callerHeaders, boolean containerForwards, RequestEnd requestEnd, Ingress ingress) {
		this.entrance = new Entrance<>(operations, semantics, ingress);
		this.semantics = semantics;
		this.excludedPaths = excludedPaths;
		this.callerHeaders = callerHeaders;
		this.containerForwards = containerForwards;
		this.requestEnd = requestEnd;
		this.ingress = ingress;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			ServletExchange exchange = exchange(httpRequest, httpResponse);
			if (exchange != null) {
				doFilter(httpRequest, httpResponse, chain, exchange);
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			ServletExchange exchange) throws IOException, ServletException {
		boolean outermost = Context.current() == Context.root();
		boolean keep = false;
		ServletRequest around = served.get();
		served.set(RequestEnd.innermost(request));
		VerdictResponse verdict = this.callerHeaders.tellVerdicts()
				? new VerdictResponse(response, this.callerHeaders, exchange.context()) : null;
		Scope scope = exchange.context().makeCurrent();
		try {
			chain.doFilter(request, (verdict != null) ? verdict : response);
			// Whoever writes the response on another thread is told as he begins.
			if (verdict != null && !request.isAsyncStarted()) {
				verdict.tell();
			}
		}
		catch (Throwable ex) {
			// A scope that stays open longer than one around it would bring that one
			// back.
			keep = exchange.failed(ex, request) && outermost;
			throw ex;
		}
		finally {
			if (keep) {
				exchange.keep(scope);
			}
			else {
				scope.close();
			}
			served.set(around);
			exchange.left(request);
		}
	}

	/**
	 * Returns the exchange that a dispatch belongs to.
	 * @param request the request
	 * @param response the response
	 * @return the exchange; null if there is nothing to do in this dispatch
	 */
	private @Nullable ServletExchange exchange(HttpServletRequest request, HttpServletResponse response) {
		try {
			if (request.getDispatcherType() == DispatcherType.REQUEST
					&& served.get() == RequestEnd.innermost(request)) {
				return null;
			}
			ServletExchange exchange = ServletExchange.of(request);
			if (exchange == null) {
				exchange = start(request, response);
			}
			tellCaller(exchange.context(), response);
			return exchange;
		}
		catch (RuntimeException ex) {
			logger.debug("A request is not traced", ex);
			return null;
		}
	}

	private ServletExchange start(HttpServletRequest request, HttpServletResponse response) {
		boolean trusted = ServletHeaders.areTrusted(request, this.ingress);
		ServletRequestView view = ServletRequestView.of(request, this.containerForwards, trusted);
		boolean excluded = this.excludedPaths.matches(pathWithinApplication(view));
		Operation operation = this.entrance.enter(view, excluded, trusted, view, ServletHeaders.GETTER);
		if (this.callerHeaders.tellVerdicts()) {
			// Another thread may decide on the trace.
			operation.resolveAttributes();
		}
		return new ServletExchange(operation, this.semantics, view, response, this.requestEnd);
	}

	private static String pathWithinApplication(ServletRequestView view) {
		String path = view.path();
		String contextPath = view.request().getContextPath();
		return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
	}

	// In each dispatch, because the error page may have begun with an empty response.
	private void tellCaller(Context context, HttpServletResponse response) {
		if (!this.callerHeaders.areWanted()) {
			return;
		}
		try {
			this.callerHeaders.tell(context, new ServletResponseHeaders(response));
		}
		catch (RuntimeException ex) {
			logger.debug("A caller is not told the trace", ex);
		}
	}

}
