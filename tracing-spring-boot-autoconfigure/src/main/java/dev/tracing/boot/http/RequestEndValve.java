/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells exchanges of the end of their requests in an embedded Tomcat. A listener would
 * do, but as soon as there is one, Tomcat makes an event of every request attribute that
 * anybody sets or removes, and Spring MVC does so dozens of times.
 */
final class RequestEndValve extends ValveBase {

	RequestEndValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		try {
			getNext().invoke(request, response);
		}
		finally {
			ServletExchange.destroyed(request);
		}
	}

}
