/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.io.IOException;
import java.security.Principal;
import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes fields from the user that Spring Security has authenticated. What he claims
 * himself is not asked for: where the user is known, the caller's word does not count.
 */
final class PrincipalFilter extends OncePerRequestFilter {

	private static final Log log = LogFactory.getLog(PrincipalFilter.class);

	private final List<BaggageField> fields;

	private final BaggageAttributes attributes;

	private final UserFacts facts;

	PrincipalFilter(List<BaggageField> fields, UserFacts facts) {
		this.fields = fields;
		this.attributes = new BaggageAttributes(fields);
		this.facts = facts;
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
		try {
			Principal user = request.getUserPrincipal();
			if (user == null) {
				return current;
			}
			Context context = current;
			for (BaggageField field : this.fields) {
				context = field.put(context, this.facts.find(user, field));
			}
			Span span = Span.fromContext(current);
			if (context != current && span.isRecording()) {
				this.attributes.correct(context, span);
			}
			return context;
		}
		catch (RuntimeException ex) {
			log.debug("The user of a request is not shown", ex);
			return current;
		}
	}

}
