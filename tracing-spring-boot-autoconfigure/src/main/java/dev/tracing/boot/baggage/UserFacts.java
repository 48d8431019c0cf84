/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.security.Principal;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an authenticated user.
 *
 * @param claims finds a claim of a user; null if he has none of that name
 */
record UserFacts(BiFunction<Principal, String, @Nullable Object> claims) {

	/**
	 * Without the classes of OAuth 2 there are names, but no claims.
	 */
	static final UserFacts NAMES = new UserFacts((user, claim) -> null);

	@Nullable String find(Principal user, BaggageField field) {
		if (field.isPrincipal()) {
			return user.getName();
		}
		String claim = field.claim();
		Object value = (claim != null) ? this.claims.apply(user, claim) : null;
		return (value instanceof String || value instanceof Number || value instanceof Boolean) ? value.toString()
				: null;
	}

}
