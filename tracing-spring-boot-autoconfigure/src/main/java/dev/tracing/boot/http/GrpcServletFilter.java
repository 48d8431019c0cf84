/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Leaves calls alone that gRPC's servlet serves: their span is the one of the RPC, which
 * gRPC's interceptor makes. Who only says that he calls gRPC is no such call.
 *
 * @param filter what serves all other requests
 */
record GrpcServletFilter(Filter filter) implements Filter {

	static final String SERVLET = "io.grpc.servlet.jakarta.GrpcServlet";

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && isRpc(httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		this.filter.doFilter(request, response, chain);
	}

	private static boolean isRpc(HttpServletRequest request) {
		String type = request.getContentType();
		return type != null && type.startsWith("application/grpc") && isServedByGrpc(request);
	}

	private static boolean isServedByGrpc(HttpServletRequest request) {
		ServletRegistration servlet = request.getServletContext()
			.getServletRegistration(request.getHttpServletMapping().getServletName());
		return servlet != null && SERVLET.equals(servlet.getClassName());
	}

}
