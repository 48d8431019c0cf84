/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The least that an interceptor can do to make a correct client span and send it on:
 * method, URL, server and status.
 */
final class BareClientInterceptor implements ClientHttpRequestInterceptor {

	private final Tracer tracer;

	private final TextMapPropagator propagator;

	BareClientInterceptor(Tracer tracer, TextMapPropagator propagator) {
		this.tracer = tracer;
		this.propagator = propagator;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		Span span = this.tracer.spanBuilder(request.getMethod().name())
			.setSpanKind(SpanKind.CLIENT)
			.setAttribute(HttpAttributes.REQUEST_METHOD, request.getMethod().name())
			.setAttribute(HttpAttributes.URL_FULL, request.getURI().toString())
			.setAttribute(HttpAttributes.SERVER_ADDRESS, request.getURI().getHost())
			.startSpan();
		try (Scope scope = span.makeCurrent()) {
			this.propagator.inject(Context.current(), request.getHeaders(), HttpHeaders::set);
			ClientHttpResponse response = execution.execute(request, body);
			span.setAttribute(HttpAttributes.RESPONSE_STATUS_CODE, (long) response.getStatusCode().value());
			return response;
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

}
