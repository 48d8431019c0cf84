/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.RescueSignal;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import dev.tracing.boot.operation.Text;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;

import org.springframework.http.HttpHeaders;

/**
 * Name, attributes and status of a client span.
 */
final class HttpClientSemantics implements SpanSemantics<HttpClientRequest> {

	private static final String COMPONENT_NAME = "http.request";

	private static final int FIRST_CLIENT_ERROR = 400;

	private final Conventions conventions;

	private final Semconv semconv;

	private final HttpMethods methods;

	private final UrlRedaction redaction;

	private final CapturedHeaders requestHeaders;

	private final ResponseAttributes response;

	private final RescueSignal rescue;

	HttpClientSemantics(Conventions conventions, HttpProperties properties) {
		this(conventions, properties, RescueSignal.NONE);
	}

	HttpClientSemantics(Conventions conventions, HttpProperties properties, RescueSignal rescue) {
		this.rescue = rescue;
		this.conventions = conventions;
		this.semconv = conventions.semconv();
		this.methods = new HttpMethods(properties.knownMethods());
		this.redaction = new UrlRedaction(properties.sensitiveQueryParameters());
		this.requestHeaders = CapturedHeaders.ofRequest(properties.client().capturedRequestHeaders());
		this.response = new ResponseAttributes(this.semconv,
				CapturedHeaders.ofResponse(properties.client().capturedResponseHeaders()));
	}

	@Override
	public SpanKind kind() {
		return SpanKind.CLIENT;
	}

	@Override
	public String name(HttpClientRequest request) {
		String template = request.template();
		String conventional = (template != null) ? this.methods.spanName(request.method(), template)
				: this.methods.spanName(request.method());
		return this.conventions.name(conventional, COMPONENT_NAME);
	}

	@Override
	public void onStart(SpanStart span, HttpClientRequest request) {
		String method = this.methods.attribute(request.method());
		if (method.equals(HttpMethods.OTHER)) {
			span.set(HttpAttributes.REQUEST_METHOD_ORIGINAL, this.methods.original(request.method()));
		}
		String url = this.redaction.url(request.uri().toString());
		if (this.semconv.stable()) {
			span.set(HttpAttributes.REQUEST_METHOD, method);
			span.set(HttpAttributes.URL_FULL, url);
		}
		if (this.semconv.legacy()) {
			span.set(HttpAttributes.LEGACY_METHOD, method);
			span.set(HttpAttributes.LEGACY_URL, url);
			span.set(HttpAttributes.LEGACY_TARGET, target(request.uri()));
		}
		String serverAddress = request.serverAddress();
		if (serverAddress != null) {
			span.set(HttpAttributes.SERVER_ADDRESS, serverAddress);
			if (request.serverPort() > 0) {
				span.set(HttpAttributes.SERVER_PORT, (long) request.serverPort());
			}
		}
		this.requestHeaders.capture(span, request);
		span.set(HttpAttributes.URL_TEMPLATE, request.template());
		if (request.resendCount() > 0) {
			span.set(HttpAttributes.REQUEST_RESEND_COUNT, (long) request.resendCount());
		}
	}

	/**
	 * Sets what the server answered, before the body is read.
	 * @param operation the operation
	 * @param request its request
	 * @param status the status code
	 * @param headers the response's headers
	 */
	void onResponse(Operation operation, HttpClientRequest request, int status, HttpHeaders headers) {
		if (!operation.isRecording()) {
			return;
		}
		long size = request.hasResponseBody(status) ? ContentLength.of(headers.getFirst(HttpHeaders.CONTENT_LENGTH))
				: -1;
		this.response.set(operation.span(), status, size, headers::get);
		if (status >= FIRST_CLIENT_ERROR) {
			operation.fail(Integer.toString(status));
		}
		SpanContext own = operation.span().getSpanContext();
		if (this.rescue != RescueSignal.NONE && !own.isSampled()
				&& ServerTiming.isExported(headers.get(ServerTiming.HEADER), own.getTraceId())) {
			this.rescue.heard(operation.context(), Text.host(request.uri()));
		}
	}

	private String target(URI uri) {
		String path = uri.getRawPath();
		String query = this.redaction.query(uri.getRawQuery());
		String target = (path == null || path.isEmpty()) ? "/" : path;
		return (query != null) ? target + "?" + query : target;
	}

}
