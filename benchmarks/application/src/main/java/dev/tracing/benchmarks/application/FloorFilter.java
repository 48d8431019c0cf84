/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.application;

import java.io.IOException;
import java.util.Collections;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
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
 * A server span with the attributes that the conventions require, and no more: no
 * asynchronous requests, no error pages, no recommended attributes.
 */
final class FloorFilter implements Filter {

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

	private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");

	private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private final Tracer tracer;

	private final TextMapPropagator propagator;

	FloorFilter(OpenTelemetry openTelemetry) {
		this.tracer = openTelemetry.getTracer("floor");
		this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
	}

	@Override
	public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		Context parent = this.propagator.extract(Context.current(), request, Headers.INSTANCE);
		Span span = this.tracer.spanBuilder(request.getMethod())
			.setSpanKind(SpanKind.SERVER)
			.setParent(parent)
			.setAttribute(METHOD, request.getMethod())
			.setAttribute(PATH, request.getRequestURI())
			.setAttribute(SCHEME, request.getScheme())
			.startSpan();
		try (Scope scope = parent.with(span).makeCurrent()) {
			chain.doFilter(request, servletResponse);
			if (span.isRecording()) {
				complete(span, request, ((HttpServletResponse) servletResponse).getStatus());
			}
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

	private static void complete(Span span, HttpServletRequest request, int status) {
		String route = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (route != null) {
			span.setAttribute(ROUTE, route);
			span.updateName(request.getMethod() + " " + route);
		}
		span.setAttribute(STATUS, (long) status);
		if (status >= 500) {
			span.setStatus(StatusCode.ERROR);
		}
	}

	private static final class Headers implements TextMapGetter<HttpServletRequest> {

		static final Headers INSTANCE = new Headers();

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
