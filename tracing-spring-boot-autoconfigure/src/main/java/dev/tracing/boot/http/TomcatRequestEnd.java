/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import org.apache.catalina.connector.RequestFacade;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;

/**
 * Tells exchanges of the end of their requests: by a valve where Spring Boot starts the
 * Tomcat, by a listener in any other server.
 */
final class TomcatRequestEnd implements RequestEnd, ServletContextInitializer,
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	private final RequestEndValve valve = new RequestEndValve();

	private final RequestDestruction listener = new RequestDestruction();

	// Before the users' customizers, which may know better.
	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		factory.addEngineValves(this.valve);
	}

	@Override
	public void onStartup(ServletContext servletContext) {
		if (!hasValve()) {
			this.listener.onStartup(servletContext);
		}
	}

	@Override
	public boolean isAnnounced(ServletRequest request) {
		// With the valve in place, only a test sends requests that are not Tomcat's.
		return hasValve() ? RequestEnd.innermost(request) instanceof RequestFacade : this.listener.isAnnounced(request);
	}

	// A valve that nobody asked for, or that somebody removed again, has no container.
	private boolean hasValve() {
		return this.valve.getContainer() != null;
	}

}
