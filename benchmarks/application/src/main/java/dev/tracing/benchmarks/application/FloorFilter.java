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
import io.opentelemetry.api.trace.SpanBuilder;
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

	private static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");

	private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

	private static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");

	private static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent.original");

	private static final AttributeKey<String> PROTOCOL_VERSION = AttributeKey.stringKey("network.protocol.version");

	private static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");

	private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");

	private final Tracer tracer;

	private final boolean allAttributes;

	private final TextMapPropagator propagator;

	FloorFilter(OpenTelemetry openTelemetry, boolean allAttributes) {
		this.tracer = openTelemetry.getTracer("floor");
		this.allAttributes = allAttributes;
		this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
	}

	@Override
	public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		Context parent = this.propagator.extract(Context.current(), request, Headers.INSTANCE);
		SpanBuilder builder = this.tracer.spanBuilder(request.getMethod())
			.setSpanKind(SpanKind.SERVER)
			.setParent(parent)
			.setAttribute(METHOD, request.getMethod())
			.setAttribute(PATH, request.getRequestURI())
			.setAttribute(SCHEME, request.getScheme());
		if (this.allAttributes) {
			setRecommended(builder, request);
		}
		Span span = builder.startSpan();
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

	private static void setRecommended(SpanBuilder builder, HttpServletRequest request) {
		builder.setAttribute(SERVER_ADDRESS, request.getServerName())
			.setAttribute(SERVER_PORT, (long) request.getServerPort())
			.setAttribute(CLIENT_ADDRESS, request.getRemoteAddr())
			.setAttribute(USER_AGENT, request.getHeader("User-Agent"))
			.setAttribute(PROTOCOL_VERSION, "1.1")
			.setAttribute(PEER_ADDRESS, request.getRemoteAddr())
			.setAttribute(PEER_PORT, (long) request.getRemotePort());
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
