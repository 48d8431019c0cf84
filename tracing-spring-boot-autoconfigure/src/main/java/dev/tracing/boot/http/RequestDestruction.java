/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Tells an exchange that the server is done with its request, after the error page and
 * after the server's own log line about a failure. That it will be told stands in a
 * request attribute, since nobody calls listeners where a test drives the filter.
 */
final class RequestDestruction implements ServletRequestListener {

	static final String ATTRIBUTE = RequestDestruction.class.getName();

	@Override
	public void requestInitialized(ServletRequestEvent event) {
		event.getServletRequest().setAttribute(ATTRIBUTE, true);
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		if (event.getServletRequest().getAttribute(ServletExchange.ATTRIBUTE) instanceof ServletExchange exchange) {
			exchange.destroyed();
		}
	}

}
