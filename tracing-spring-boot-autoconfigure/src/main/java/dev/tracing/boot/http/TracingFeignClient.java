/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.tracing.boot.operation.Operation;
import feign.Client;
import feign.FeignException;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.Target;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Traces what a Feign client sends, from the request to the response's headers.
 *
 * @param delegate the client
 * @param tracing what clients share
 */
record TracingFeignClient(Client delegate, Supplier<@Nullable HttpClientTracing> tracing) implements Client {

	private static final Log logger = LogFactory.getLog(TracingFeignClient.class);

	private static final ContextKey<Boolean> UNDER_WAY = ContextKey.named("dev.tracing.boot.feign");

	private static final TextMapSetter<Map<String, Collection<String>>> SETTER = (headers, name, value) -> {
		if (headers != null) {
			headers.put(name, List.of(value));
		}
	};

	/**
	 * Whether a request is on its way on this thread: then it has its span.
	 * @return whether there is one
	 */
	static boolean isUnderWay() {
		return Context.current().get(UNDER_WAY) != null;
	}

	@Override
	public Response execute(Request request, Request.Options options) throws IOException {
		HttpClientTracing tracing = this.tracing.get();
		if (tracing == null || isUnderWay()) {
			return this.delegate.execute(request, options);
		}
		Context parent = Context.current();
		URI uri = uri(request);
		HttpClientRequest attempt = (uri == null || tracing.skips(parent)) ? null : attempt(request, uri);
		if (attempt == null) {
			return this.delegate.execute(with(tracing, parent, uri, request), options);
		}
		return execute(tracing, tracing.start(parent, attempt), attempt, request, options);
	}

	private Response execute(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt, Request request,
			Request.Options options) throws IOException {
		try (Scope scope = operation.context().with(UNDER_WAY, true).makeCurrent()) {
			Response response = this.delegate.execute(with(tracing, operation.context(), attempt.uri(), request),
					options);
			answered(tracing, operation, attempt, response.status(), response.headers());
			return response;
		}
		catch (FeignException ex) {
			failed(tracing, operation, attempt, ex);
			throw ex;
		}
		catch (Throwable ex) {
			operation.fail(ex);
			throw ex;
		}
		finally {
			operation.end();
		}
	}

	// Some capabilities throw for a status instead of returning it.
	private static void failed(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt,
			FeignException thrown) {
		if (thrown.status() > 0) {
			answered(tracing, operation, attempt, thrown.status(), thrown.responseHeaders());
		}
		else {
			operation.fail(thrown);
		}
	}

	private static void answered(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt, int status,
			Map<String, Collection<String>> headers) {
		try {
			if (operation.isRecording()) {
				tracing.semantics().onResponse(operation, attempt, status, headers(headers));
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The span of a request lacks what was answered", ex);
		}
	}

	private static @Nullable HttpClientRequest attempt(Request request, URI uri) {
		try {
			return new HttpClientRequest(request.httpMethod().name(), uri, headers(request.headers()),
					UrlTemplate.path(template(request.requestTemplate())), 0);
		}
		catch (RuntimeException ex) {
			// Such as a target of the application's own.
			logger.debug("A request is not traced", ex);
			return null;
		}
	}

	private static @Nullable String template(@Nullable RequestTemplate request) {
		MethodMetadata method = (request != null) ? request.methodMetadata() : null;
		Target<?> target = (request != null) ? request.feignTarget() : null;
		if (method == null || target == null || target instanceof Target.EmptyTarget) {
			return null;
		}
		return target.url() + method.template().url();
	}

	private static Request with(HttpClientTracing tracing, Context context, @Nullable URI uri, Request request) {
		Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(request.headers());
		tracing.inject(context, uri, headers, SETTER);
		return Request.create(request.httpMethod(), request.url(), headers, request.body(), request.charset(),
				request.requestTemplate());
	}

	private static @Nullable URI uri(Request request) {
		try {
			return URI.create(request.url());
		}
		catch (IllegalArgumentException ex) {
			// The client will say so.
			logger.debug("A request is not traced", ex);
			return null;
		}
	}

	private static HttpHeaders headers(Map<String, Collection<String>> headers) {
		HttpHeaders result = new HttpHeaders();
		headers.forEach((name, values) -> {
			if (name != null) {
				result.put(name, List.copyOf(values));
			}
		});
		return result;
	}

}
