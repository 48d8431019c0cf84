/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Locale;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanSemantics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Name, attributes and status of a server span.
 */
final class HttpServerSemantics implements SpanSemantics<HttpServerRequest> {

	private static final String COMPONENT_NAME = "http.request";

	private static final int FIRST_SERVER_ERROR = 500;

	private final Conventions conventions;

	private final Semconv semconv;

	private final HttpMethods methods;

	private final UrlRedaction redaction;

	private final CapturedHeaders requestHeaders;

	private final ResponseAttributes response;

	HttpServerSemantics(Conventions conventions, HttpProperties properties) {
		this.conventions = conventions;
		this.semconv = conventions.semconv();
		this.methods = new HttpMethods(properties.knownMethods());
		this.redaction = new UrlRedaction(properties.sensitiveQueryParameters());
		this.requestHeaders = CapturedHeaders.ofRequest(properties.server().capturedRequestHeaders());
		this.response = new ResponseAttributes(this.semconv,
				CapturedHeaders.ofResponse(properties.server().capturedResponseHeaders()));
	}

	@Override
	public SpanKind kind() {
		return SpanKind.SERVER;
	}

	@Override
	public String name(HttpServerRequest request) {
		return this.conventions.name(this.methods.spanName(request.method()), COMPONENT_NAME);
	}

	@Override
	public void onStart(SpanBuilder span, HttpServerRequest request) {
		String method = this.methods.attribute(request.method());
		String path = request.path();
		String query = this.redaction.query(request.query());
		if (this.semconv.stable()) {
			span.setAttribute(HttpAttributes.REQUEST_METHOD, method);
			span.setAttribute(HttpAttributes.URL_PATH, path);
			if (query != null) {
				span.setAttribute(HttpAttributes.URL_QUERY, query);
			}
		}
		if (this.semconv.legacy()) {
			span.setAttribute(HttpAttributes.LEGACY_METHOD, method);
			span.setAttribute(HttpAttributes.LEGACY_TARGET, (query != null) ? path + "?" + query : path);
		}
		span.setAttribute(HttpAttributes.URL_SCHEME, request.scheme());
		String serverAddress = request.serverAddress();
		if (serverAddress != null && !serverAddress.isEmpty()) {
			span.setAttribute(HttpAttributes.SERVER_ADDRESS, withoutBrackets(serverAddress));
			if (request.serverPort() > 0) {
				span.setAttribute(HttpAttributes.SERVER_PORT, (long) request.serverPort());
			}
		}
		String clientAddress = request.clientAddress();
		if (clientAddress != null) {
			span.setAttribute(HttpAttributes.CLIENT_ADDRESS, clientAddress);
		}
		String userAgent = request.userAgent();
		if (userAgent != null) {
			span.setAttribute(HttpAttributes.USER_AGENT_ORIGINAL, userAgent);
		}
		this.requestHeaders.capture(span, request);
	}

	/**
	 * Sets what is known at the start but no sampler needs.
	 * @param operation the operation that has just started
	 * @param request its request
	 */
	void onStarted(Operation operation, HttpServerRequest request) {
		if (!operation.isRecording()) {
			return;
		}
		Span span = operation.span();
		this.methods.setOriginal(span, request.method());
		String peerAddress = request.peerAddress();
		if (peerAddress != null) {
			span.setAttribute(HttpAttributes.NETWORK_PEER_ADDRESS, peerAddress);
			if (request.peerPort() > 0) {
				span.setAttribute(HttpAttributes.NETWORK_PEER_PORT, (long) request.peerPort());
			}
		}
		setProtocol(span, request.protocol());
	}

	/**
	 * Completes and ends the span.
	 * @param operation the operation to end
	 * @param request its request
	 * @param response what was answered; null if nothing was
	 * @param route the route that matched, of low cardinality, with the context path;
	 * null if none did
	 * @param error what made the exchange fail; null if nothing did, or if the caller
	 * hung up
	 */
	void end(Operation operation, HttpServerRequest request, @Nullable HttpServerResponse response,
			@Nullable String route, @Nullable Throwable error) {
		if (operation.isRecording()) {
			complete(operation, request, response, route, error);
		}
		operation.end();
	}

	private void complete(Operation operation, HttpServerRequest request, @Nullable HttpServerResponse response,
			@Nullable String route, @Nullable Throwable error) {
		Span span = operation.span();
		if (route != null && !route.isEmpty()) {
			span.setAttribute(HttpAttributes.ROUTE, route);
			if (this.conventions.naming() == Naming.SEMCONV) {
				span.updateName(this.methods.spanName(request.method(), route));
			}
		}
		int status = (response != null) ? response.status() : 0;
		if (response != null) {
			this.response.set(span, status, response.contentLength(), response);
		}
		if (error != null) {
			operation.fail(error);
		}
		else if (status >= FIRST_SERVER_ERROR) {
			operation.fail(Integer.toString(status));
		}
	}

	private static void setProtocol(Span span, @Nullable String protocol) {
		int slash = (protocol != null) ? protocol.indexOf('/') : -1;
		if (protocol == null || slash < 0) {
			return;
		}
		// The name is only worth an attribute if it is not the usual one.
		if (!protocol.regionMatches(true, 0, "HTTP", 0, slash)) {
			span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_NAME,
					protocol.substring(0, slash).toLowerCase(Locale.ROOT));
		}
		span.setAttribute(HttpAttributes.NETWORK_PROTOCOL_VERSION, version(protocol.substring(slash + 1)));
	}

	// An IPv6 address stands in brackets only where a port may follow it.
	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	private static String version(String version) {
		return switch (version) {
			case "2.0" -> "2";
			case "3.0" -> "3";
			default -> version;
		};
	}

}
