/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.InetSocketAddress;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;

/**
 * What WebFlux does not tell of a request but the server under it does.
 *
 * @param protocol protocol and version; null if unknown
 * @param peer the other end of the connection, which may be a proxy; null if unknown
 */
record ReactiveConnection(@Nullable String protocol, @Nullable InetSocketAddress peer) {

	private static final boolean NETTY = isPresent("reactor.netty.http.server.HttpServerRequest");

	private static final boolean SERVLET = isPresent("jakarta.servlet.http.HttpServletRequest");

	static ReactiveConnection of(ServerHttpRequest request) {
		Object received = received(request);
		if (NETTY && Netty.isRequest(received)) {
			return Netty.connection(received);
		}
		if (SERVLET && Servlet.isRequest(received)) {
			return new ReactiveConnection(Servlet.protocol(received), request.getRemoteAddress());
		}
		return new ReactiveConnection(null, request.getRemoteAddress());
	}

	private static Object received(ServerHttpRequest request) {
		try {
			return ServerHttpRequestDecorator.getNativeRequest(request);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// A mock has no server under it.
			return request;
		}
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, ReactiveConnection.class.getClassLoader());
	}

	private static final class Netty {

		static boolean isRequest(Object received) {
			return received instanceof HttpServerRequest;
		}

		static ReactiveConnection connection(Object received) {
			HttpServerRequest request = (HttpServerRequest) received;
			InetSocketAddress peer = (request.connectionRemoteAddress() instanceof InetSocketAddress address) ? address
					: null;
			return new ReactiveConnection(request.version().text(), peer);
		}

	}

	private static final class Servlet {

		static boolean isRequest(Object received) {
			return received instanceof HttpServletRequest;
		}

		static String protocol(Object received) {
			return ((HttpServletRequest) received).getProtocol();
		}

	}

}
