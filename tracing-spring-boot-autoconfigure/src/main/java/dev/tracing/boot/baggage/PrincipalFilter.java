/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.io.IOException;
import java.security.Principal;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes fields from the user that Spring Security has authenticated.
 */
final class PrincipalFilter extends OncePerRequestFilter {

	private static final Log log = LogFactory.getLog(PrincipalFilter.class);

	private final PrincipalFields fields;

	PrincipalFilter(PrincipalFields fields) {
		this.fields = fields;
	}

	// The context of each dispatch is that of its request, without what was added here.
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Context current = Context.current();
		Context context = withUser(current, request);
		if (context == current) {
			chain.doFilter(request, response);
			return;
		}
		try (Scope scope = context.makeCurrent()) {
			chain.doFilter(request, response);
		}
	}

	private Context withUser(Context current, HttpServletRequest request) {
		Principal user = user(request);
		return (user != null) ? this.fields.put(current, user) : current;
	}

	private static @Nullable Principal user(HttpServletRequest request) {
		try {
			return request.getUserPrincipal();
		}
		catch (RuntimeException ex) {
			log.debug("The user of a request is not known", ex);
			return null;
		}
	}

}
