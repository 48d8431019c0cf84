/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;

/**
 * A request that a JDK client sends, and its span if there is one.
 */
final class JdkExchange {

	private static final Log logger = LogFactory.getLog(JdkExchange.class);

	private static final TextMapSetter<HttpRequest.Builder> SETTER = (builder, name, value) -> {
		if (builder != null) {
			builder.setHeader(name, value);
		}
	};

	// One of each format, without which there is no trace in it.
	private static final List<String> TRACE_HEADERS = List.of("traceparent", "b3", "X-B3-TraceId", "uber-trace-id");

	private final HttpRequest request;

	private final @Nullable Traced traced;

	private JdkExchange(HttpRequest request, @Nullable Traced traced) {
		this.request = request;
		this.traced = traced;
	}

	/**
	 * Begins an exchange.
	 * @param tracing what clients share; null while the application starts or closes
	 * @param request the request as the caller made it
	 * @return the exchange, to be ended by the caller
	 */
	static JdkExchange begin(@Nullable HttpClientTracing tracing, HttpRequest request) {
		if (tracing == null || HttpClientTracing.isUnderWay() || TracingFeignClient.isUnderWay()
				|| isTracedAbove(request)) {
			return new JdkExchange(request, null);
		}
		Context parent = Context.current();
		if (tracing.skips(parent)) {
			return new JdkExchange(with(tracing, parent, request), null);
		}
		HttpClientRequest attempt = new HttpClientRequest(request.method(), request.uri(),
				headers(request.headers().map()), null, 0);
		Operation operation = tracing.start(parent, attempt);
		return new JdkExchange(with(tracing, operation.context(), request), new Traced(tracing, operation, attempt));
	}

	// A RestClient, WebClient or Feign on top of this client has made a span, and the
	// request carries it.
	private static boolean isTracedAbove(HttpRequest request) {
		Map<String, List<String>> headers = request.headers().map();
		for (String header : TRACE_HEADERS) {
			if (headers.containsKey(header)) {
				return true;
			}
		}
		return false;
	}

	private static HttpRequest with(HttpClientTracing tracing, Context context, HttpRequest request) {
		try {
			HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
			tracing.inject(context, request.uri(), builder, SETTER);
			return builder.build();
		}
		catch (RuntimeException ex) {
			// A request of the caller's own making: the client knows best what is wrong
			// with it.
			logger.debug("A request goes out without its context", ex);
			return request;
		}
	}

	private static HttpHeaders headers(Map<String, List<String>> headers) {
		return new HttpHeaders(CollectionUtils.toMultiValueMap(headers));
	}

	HttpRequest request() {
		return this.request;
	}

	boolean isTraced() {
		return this.traced != null;
	}

	/**
	 * Context of the request's span.
	 * @return the context; the current one if there is no span
	 */
	Context context() {
		return (this.traced != null) ? this.traced.operation().context() : Context.current();
	}

	/**
	 * Ends the span.
	 * @param response what the server answered; null if it did not
	 * @param error what was thrown instead; null if nothing was
	 */
	void end(@Nullable HttpResponse<?> response, @Nullable Throwable error) {
		if (this.traced == null) {
			return;
		}
		Operation operation = this.traced.operation();
		if (error != null && !isCancelled(error)) {
			operation.fail(error);
		}
		try {
			if (response != null && operation.isRecording()) {
				this.traced.tracing()
					.semantics()
					.onResponse(operation, this.traced.attempt(), response.statusCode(),
							headers(response.headers().map()));
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The span of a request lacks what was answered", ex);
		}
		operation.end();
	}

	private static boolean isCancelled(Throwable error) {
		return Operation.unwrap(error) instanceof CancellationException;
	}

	private record Traced(HttpClientTracing tracing, Operation operation, HttpClientRequest attempt) {

	}

}
