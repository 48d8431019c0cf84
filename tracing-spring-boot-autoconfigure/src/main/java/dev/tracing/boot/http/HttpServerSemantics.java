/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Locale;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import dev.tracing.boot.operation.Text;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Name, attributes and status of a server span.
 */
final class HttpServerSemantics implements SpanSemantics<HttpServerRequest> {

	private static final String COMPONENT_NAME = "http.request";

	private static final String USUAL_PROTOCOL = "HTTP/1.1";

	private static final int FIRST_SERVER_ERROR = 500;

	private final Conventions conventions;

	private final Semconv semconv;

	private final HttpMethods methods;

	private final UrlRedaction redaction;

	private final CapturedHeaders requestHeaders;

	private final ResponseAttributes response;

	// Nearly all requests come to the same port.
	private Long lastPort = 0L;

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
	public boolean mayWait(HttpServerRequest request) {
		return request.isLasting();
	}

	@Override
	public void onStart(SpanStart span, HttpServerRequest request) {
		String method = this.methods.attribute(request.method());
		if (method.equals(HttpMethods.OTHER)) {
			span.set(HttpAttributes.REQUEST_METHOD_ORIGINAL, this.methods.original(request.method()));
		}
		String path = request.path();
		String query = this.redaction.query(request.query());
		if (this.semconv.stable()) {
			span.set(HttpAttributes.REQUEST_METHOD, method);
			span.set(HttpAttributes.URL_PATH, path);
			if (query != null) {
				span.set(HttpAttributes.URL_QUERY, query);
			}
		}
		if (this.semconv.legacy()) {
			span.set(HttpAttributes.LEGACY_METHOD, method);
			span.set(HttpAttributes.LEGACY_TARGET, (query != null) ? path + "?" + query : path);
		}
		span.set(HttpAttributes.URL_SCHEME, request.scheme());
		String serverAddress = request.serverAddress();
		if (serverAddress != null && !serverAddress.isEmpty()) {
			span.set(HttpAttributes.SERVER_ADDRESS, Text.withoutBrackets(serverAddress));
			if (request.serverPort() > 0) {
				span.set(HttpAttributes.SERVER_PORT, boxed(request.serverPort()));
			}
		}
		String clientAddress = request.clientAddress();
		if (clientAddress != null) {
			span.set(HttpAttributes.CLIENT_ADDRESS, clientAddress);
		}
		String userAgent = request.userAgent();
		if (userAgent != null) {
			span.set(HttpAttributes.USER_AGENT_ORIGINAL, userAgent);
		}
		this.requestHeaders.capture(span, request);
		setConnection(span, request);
	}

	private Long boxed(int port) {
		Long last = this.lastPort;
		if (last.longValue() != port) {
			last = (long) port;
			this.lastPort = last;
		}
		return last;
	}

	private static void setConnection(SpanStart span, HttpServerRequest request) {
		String peerAddress = request.peerAddress();
		if (peerAddress != null) {
			span.set(HttpAttributes.NETWORK_PEER_ADDRESS, peerAddress);
			if (request.peerPort() > 0) {
				span.set(HttpAttributes.NETWORK_PEER_PORT, (long) request.peerPort());
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
			long size = response.contentLength();
			String stream = (size < 0) ? Lasting.stream(response.contentType()) : null;
			if (stream != null) {
				span.setAttribute(HttpAttributes.RESPONSE_CONTENT_TYPE, List.of(stream));
			}
			this.response.set(span, status, size, response);
		}
		if (error != null) {
			operation.fail(error);
		}
		else if (status >= FIRST_SERVER_ERROR) {
			operation.fail(Integer.toString(status));
		}
	}

	private static void setProtocol(SpanStart span, @Nullable String protocol) {
		if (USUAL_PROTOCOL.equals(protocol)) {
			span.set(HttpAttributes.NETWORK_PROTOCOL_VERSION, "1.1");
			return;
		}
		int slash = (protocol != null) ? protocol.indexOf('/') : -1;
		if (protocol == null || slash < 0) {
			return;
		}
		// The name is only worth an attribute if it is not the usual one.
		if (!protocol.regionMatches(true, 0, "HTTP", 0, slash)) {
			span.set(HttpAttributes.NETWORK_PROTOCOL_NAME, protocol.substring(0, slash).toLowerCase(Locale.ROOT));
		}
		span.set(HttpAttributes.NETWORK_PROTOCOL_VERSION, version(protocol.substring(slash + 1)));
	}

	private static String version(String version) {
		return switch (version) {
			case "2.0" -> "2";
			case "3.0" -> "3";
			default -> version;
		};
	}

}
