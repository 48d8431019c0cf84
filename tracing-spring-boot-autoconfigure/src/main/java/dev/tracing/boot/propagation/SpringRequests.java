/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.net.InetSocketAddress;

import dev.tracing.boot.UnderstoodPath;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Text;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * The requests in which Spring's own Observations find and leave headers.
 */
final class SpringRequests {

	private static final boolean SERVLET = isPresent("jakarta.servlet.http.HttpServletRequest");

	private static final boolean WEB = isPresent("org.springframework.http.HttpRequest");

	private static final boolean REACTIVE = WEB && isPresent("org.reactivestreams.Publisher");

	private static final boolean WEB_CLIENT = isPresent(
			"org.springframework.web.reactive.function.client.ClientRequest");

	private static final boolean FEIGN = isPresent("feign.Request");

	private SpringRequests() {
	}

	/**
	 * Whether what was received, if it is a request over HTTP, comes from somebody whose
	 * trace goes on.
	 * @param ingress who is trusted
	 * @param carrier what was received
	 * @return whether its headers are read
	 */
	static boolean areTrusted(Ingress ingress, Object carrier) {
		if (SERVLET && carrier instanceof HttpServletRequest request) {
			String path = (request.getPathInfo() != null) ? request.getServletPath() + request.getPathInfo()
					: request.getServletPath();
			return ingress.trusts(request.getRemoteAddr(), path);
		}
		if (REACTIVE && carrier instanceof ServerHttpRequest request) {
			return ingress.trusts(address(request.getRemoteAddress()),
					UnderstoodPath.of(request.getPath().pathWithinApplication()));
		}
		return true;
	}

	/**
	 * Whether something is a request over HTTP that is about to be sent.
	 * @param carrier anything that takes headers
	 * @return whether it is
	 */
	static boolean isSent(@Nullable Object carrier) {
		return (WEB && (carrier instanceof HttpRequest || carrier instanceof HttpHeaders))
				|| (WEB_CLIENT && carrier instanceof ClientRequest.Builder)
				|| (FEIGN && carrier instanceof feign.Request);
	}

	/**
	 * The host to which a request is about to be sent. Nobody knows it of headers alone,
	 * which are all that a gateway's Observation has.
	 * @param carrier the request
	 * @return the host; null if unknown
	 */
	static @Nullable String host(@Nullable Object carrier) {
		if (WEB && carrier instanceof HttpRequest request) {
			return Text.host(request.getURI());
		}
		if (WEB_CLIENT && carrier instanceof ClientRequest.Builder request) {
			return Text.host(request.build().url());
		}
		if (FEIGN && carrier instanceof feign.Request request) {
			return Text.host(request.url());
		}
		return null;
	}

	private static @Nullable String address(@Nullable InetSocketAddress peer) {
		return (peer != null && peer.getAddress() != null) ? peer.getAddress().getHostAddress() : null;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, SpringRequests.class.getClassLoader());
	}

}
