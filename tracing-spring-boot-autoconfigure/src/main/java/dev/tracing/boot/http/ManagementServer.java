/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.InetSocketAddress;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The actuator's own server, if {@code management.server.port} asks for one. In WebFlux
 * it shares the application's Observations, and with them this tracing.
 */
final class ManagementServer implements ApplicationListener<WebServerInitializedEvent> {

	private static final String NAMESPACE = "management";

	private volatile int port;

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (NAMESPACE.equals(event.getApplicationContext().getServerNamespace())) {
			this.port = event.getWebServer().getPort();
		}
	}

	boolean received(ServerHttpRequest request) {
		int managementPort = this.port;
		if (managementPort <= 0) {
			return false;
		}
		InetSocketAddress local = request.getLocalAddress();
		return local != null && local.getPort() == managementPort;
	}

}
