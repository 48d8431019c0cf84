/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Claims of the token that a user came with.
 */
final class OAuth2Claims {

	private OAuth2Claims() {
	}

	static @Nullable Object find(Principal user, String claim) {
		Object principal = (user instanceof Authentication authentication) ? authentication.getPrincipal() : user;
		if (principal instanceof ClaimAccessor accessor) {
			return accessor.getClaims().get(claim);
		}
		return (principal instanceof OAuth2AuthenticatedPrincipal known) ? known.getAttribute(claim) : null;
	}

}
