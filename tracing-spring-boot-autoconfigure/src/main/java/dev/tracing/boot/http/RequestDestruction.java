/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Tells exchanges of the end of their requests in any server. That it will tell stands in
 * a request attribute.
 */
final class RequestDestruction implements RequestEnd, ServletContextInitializer, ServletRequestListener {

	private static final String ATTRIBUTE = RequestDestruction.class.getName();

	@Override
	public void onStartup(ServletContext servletContext) {
		servletContext.addListener(this);
	}

	@Override
	public boolean isAnnounced(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE) != null;
	}

	@Override
	public void requestInitialized(ServletRequestEvent event) {
		event.getServletRequest().setAttribute(ATTRIBUTE, true);
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		ServletExchange.destroyed(event.getServletRequest());
	}

}
