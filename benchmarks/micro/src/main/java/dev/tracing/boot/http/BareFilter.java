/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.util.Collections;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;

/**
 * The least that a filter can do to make a correct server span of a request that is
 * neither asynchronous nor excluded: method, path, scheme, route and status.
 */
final class BareFilter implements Filter {

	private final Tracer tracer;

	private final TextMapPropagator propagator;

	BareFilter(Tracer tracer, TextMapPropagator propagator) {
		this.tracer = tracer;
		this.propagator = propagator;
	}

	@Override
	public void doFilter(ServletRequest servletRequest, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		Context caller = this.propagator.extract(Context.current(), request, Headers.INSTANCE);
		Span span = this.tracer.spanBuilder(request.getMethod())
			.setSpanKind(SpanKind.SERVER)
			.setParent(caller)
			.setAttribute(HttpAttributes.REQUEST_METHOD, request.getMethod())
			.setAttribute(HttpAttributes.URL_PATH, request.getRequestURI())
			.setAttribute(HttpAttributes.URL_SCHEME, request.getScheme())
			.startSpan();
		try (Scope scope = caller.with(span).makeCurrent()) {
			chain.doFilter(request, response);
			complete(span, request, (HttpServletResponse) response);
		}
		catch (Throwable ex) {
			span.setStatus(StatusCode.ERROR);
			span.recordException(ex);
			throw ex;
		}
		finally {
			span.end();
		}
	}

	private static void complete(Span span, HttpServletRequest request, HttpServletResponse response) {
		if (!span.isRecording()) {
			return;
		}
		String route = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		span.setAttribute(HttpAttributes.ROUTE, route);
		span.updateName(request.getMethod() + " " + route);
		span.setAttribute(HttpAttributes.RESPONSE_STATUS_CODE, (long) response.getStatus());
	}

	private enum Headers implements TextMapGetter<HttpServletRequest> {

		INSTANCE;

		@Override
		public Iterable<String> keys(HttpServletRequest request) {
			return Collections.list(request.getHeaderNames());
		}

		@Override
		public @Nullable String get(@Nullable HttpServletRequest request, String key) {
			return (request != null) ? request.getHeader(key) : null;
		}

	}

}
