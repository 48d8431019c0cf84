/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;

import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * With tracing disabled: the caller's context is current, so that it is passed on, and
 * that is all.
 */
final class PassThroughFilter implements Filter {

	private final Operations operations;

	private final Ingress ingress;

	PassThroughFilter(Operations operations, Ingress ingress) {
		this.operations = operations;
		this.ingress = ingress;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		boolean trusted = ServletHeaders.areTrusted(httpRequest, this.ingress);
		ServletRequestView view = ServletRequestView.ofHeaders(httpRequest, trusted);
		try (Scope scope = this.operations.receive(this.ingress, trusted, view, ServletHeaders.GETTER).makeCurrent()) {
			chain.doFilter(request, response);
		}
	}

}
