/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.security.Principal;
import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.ClassUtils;

/**
 * The fields that are facts about the user. What he claims himself is not asked for:
 * where the user is known, the caller's word does not count.
 */
final class PrincipalFields {

	private static final Log log = LogFactory.getLog(PrincipalFields.class);

	private final List<BaggageField> fields;

	private final BaggageAttributes attributes;

	private final UserFacts facts;

	PrincipalFields(List<BaggageField> all) {
		this.fields = all.stream().filter((field) -> field.claim() != null || field.isPrincipal()).toList();
		this.attributes = new BaggageAttributes(this.fields);
		boolean claims = ClassUtils.isPresent("org.springframework.security.oauth2.core.ClaimAccessor", null);
		this.facts = claims ? new UserFacts(OAuth2Claims::find) : UserFacts.NAMES;
	}

	boolean isEmpty() {
		return this.fields.isEmpty();
	}

	/**
	 * Puts what is known of a user into a context, and on the span in it.
	 * @param current the context of a request
	 * @param user the user whom Spring Security has authenticated
	 * @return the context with the user's fields, or the same one if nothing is new
	 */
	Context put(Context current, Principal user) {
		try {
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
