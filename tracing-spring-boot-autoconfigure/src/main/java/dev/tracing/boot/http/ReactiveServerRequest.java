/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import dev.tracing.boot.UnderstoodPath;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Request of a WebFlux server.
 */
final class ReactiveServerRequest implements HttpServerRequest {

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	private final ServerHttpRequest request;

	private @Nullable ReactiveConnection connection;

	ReactiveServerRequest(ServerHttpRequest request) {
		this.request = request;
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public String scheme() {
		String scheme = this.request.getURI().getScheme();
		return (scheme != null) ? scheme : "http";
	}

	@Override
	public String path() {
		String path = this.request.getURI().getRawPath();
		return (path == null || path.isEmpty()) ? "/" : path;
	}

	String pathWithinApplication() {
		return this.request.getPath().pathWithinApplication().value();
	}

	/**
	 * Path as it is compared with the patterns of handlers: decoded, without parameters.
	 * @return the path within the application
	 */
	String understoodPath() {
		return UnderstoodPath.of(this.request.getPath().pathWithinApplication());
	}

	boolean receivedBy(ManagementServer server) {
		return server.received(this.request);
	}

	String contextPath() {
		return this.request.getPath().contextPath().value();
	}

	@Override
	public @Nullable String query() {
		return this.request.getURI().getRawQuery();
	}

	@Override
	public @Nullable String serverAddress() {
		return this.request.getURI().getHost();
	}

	@Override
	public int serverPort() {
		int port = this.request.getURI().getPort();
		if (port > 0) {
			return port;
		}
		return "https".equals(scheme()) ? HTTPS_PORT : HTTP_PORT;
	}

	@Override
	public @Nullable String clientAddress() {
		return address(this.request.getRemoteAddress());
	}

	@Override
	public @Nullable String peerAddress() {
		return address(connection().peer());
	}

	@Override
	public int peerPort() {
		InetSocketAddress peer = connection().peer();
		return (peer != null) ? peer.getPort() : 0;
	}

	@Override
	public @Nullable String userAgent() {
		return this.request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
	}

	@Override
	public @Nullable String protocol() {
		return connection().protocol();
	}

	@Override
	public @Nullable List<String> headers(String name) {
		return this.request.getHeaders().get(name);
	}

	// Only a span that is recorded needs it.
	private ReactiveConnection connection() {
		ReactiveConnection result = this.connection;
		if (result == null) {
			result = ReactiveConnection.of(this.request);
			this.connection = result;
		}
		return result;
	}

	// Never asks the name service.
	private static @Nullable String address(@Nullable InetSocketAddress socketAddress) {
		if (socketAddress == null) {
			return null;
		}
		InetAddress address = socketAddress.getAddress();
		return (address != null) ? address.getHostAddress() : socketAddress.getHostString();
	}

}
