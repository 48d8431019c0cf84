/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.util.function.Supplier;

import dev.tracing.boot.operation.Operation;
import io.micrometer.observation.Observation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/**
 * Traces what RestClient and RestTemplate send, one span per attempt, from the request to
 * the response's headers. As the first of a list of interceptors it moves itself behind
 * all others, also behind those that are added later: a retry of theirs is an attempt.
 */
final class TracingClientInterceptor implements ClientHttpRequestInterceptor, Ordered {

	// Where the RestClient keeps what it was given.
	private static final String URI_TEMPLATE = "org.springframework.web.client.RestClient.uriTemplate";

	private final Supplier<@Nullable HttpClientTracing> tracing;

	TracingClientInterceptor(Supplier<@Nullable HttpClientTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public ClientHttpRequestInterceptor andThen(ClientHttpRequestInterceptor interceptor) {
		return new InnermostInterceptor(interceptor, this);
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		HttpClientTracing tracing = this.tracing.get();
		HttpClientExchange exchange = (HttpClientExchange) request.getAttributes().get(HttpClientExchange.ATTRIBUTE);
		if (tracing == null || (exchange != null && exchange.isUnderWay())) {
			return execution.execute(request, body);
		}
		Context parent = Context.current();
		if (tracing.skips(parent)) {
			tracing.inject(parent, request.getURI(), request.getHeaders());
			return execution.execute(request, body);
		}
		return attempt(tracing, (exchange != null) ? exchange : new HttpClientExchange(), parent, request, body,
				execution);
	}

	private ClientHttpResponse attempt(HttpClientTracing tracing, HttpClientExchange exchange, Context parent,
			HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
		HttpClientRequest attempt = new HttpClientRequest(request.getMethod().name(), request.getURI(),
				request.getHeaders(), UrlTemplate.path(uriTemplate(request, exchange)), exchange.begin());
		Operation operation = tracing.start(parent, attempt);
		exchange.adopt(operation);
		try (Scope scope = tracing.underWay(operation.context()).makeCurrent()) {
			tracing.inject(operation.context(), request.getURI(), request.getHeaders());
			ClientHttpResponse response = execution.execute(request, body);
			complete(tracing, operation, attempt, response);
			return response;
		}
		catch (Throwable ex) {
			operation.fail(ex);
			throw ex;
		}
		finally {
			exchange.finish();
			operation.end();
		}
	}

	private static void complete(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt,
			ClientHttpResponse response) {
		if (!operation.isRecording()) {
			return;
		}
		try {
			tracing.semantics().onResponse(operation, attempt, response.getStatusCode().value(), response.getHeaders());
		}
		catch (IOException | RuntimeException ex) {
			// The caller meets it too, as soon as he asks for the status.
			operation.fail(ex);
		}
	}

	private static @Nullable String uriTemplate(HttpRequest request, HttpClientExchange exchange) {
		Observation.Context observation = exchange.observation();
		if (observation instanceof ClientRequestObservationContext context) {
			return context.getUriTemplate();
		}
		return (request.getAttributes().get(URI_TEMPLATE) instanceof String template) ? template : null;
	}

}
