/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Tells by its words whether a key names a secret. A word that measures or describes the
 * secret takes that back: {@code token_count} is none.
 */
final class SecretNames {

	private static final Set<String> SECRETS = Set.of("password", "passwords", "passwd", "pwd", "passphrase",
			"passcode", "secret", "secrets", "token", "authorization", "cookie", "cookies", "apikey", "apikeys",
			"credential", "credentials", "session", "sessionid", "jsessionid", "phpsessid", "card", "cardnumber",
			"cardno", "creditcard", "pan", "cvv", "cvc", "csc", "ssn", "otp", "jwt", "bearer", "accesskey",
			"privatekey", "secretkey", "iban");

	private static final List<List<String>> PHRASES = List.of(List.of("api", "key"), List.of("api", "keys"),
			List.of("access", "key"), List.of("private", "key"), List.of("encryption", "key"),
			List.of("signing", "key"), List.of("account", "key"), List.of("pin", "code"), List.of("pass", "phrase"),
			List.of("security", "code"), List.of("social", "security"));

	// Compound words without a mark between them.
	private static final List<String> ENDINGS = List.of("password", "passwd", "secret", "token", "apikey", "cookie",
			"credentials");

	private static final Set<String> MEASURES = Set.of("count", "counts", "counter", "total", "length", "size", "limit",
			"max", "min", "usage", "used", "remaining", "rate", "budget", "bucket", "index", "type", "kind", "format",
			"version", "status", "state", "result", "decision", "outcome", "object", "manager", "enabled", "disabled",
			"required", "present", "valid", "expired", "expires", "expiry", "expiration", "ttl", "age", "timeout",
			"duration", "lifetime", "created", "issuer", "provider", "policy", "scheme", "method", "algorithm", "arn",
			"name", "brand", "network", "country", "issued", "active", "strength", "title", "color", "position",
			"layout", "mode", "source");

	private SecretNames() {
	}

	static boolean contains(List<String> words) {
		if (words.isEmpty() || MEASURES.contains(words.get(words.size() - 1))) {
			return false;
		}
		for (int i = 0; i < words.size(); i++) {
			boolean measured = i + 1 < words.size() && MEASURES.contains(words.get(i + 1));
			if (!measured && isSecret(words.get(i))) {
				return true;
			}
		}
		return PHRASES.stream().anyMatch((phrase) -> Collections.indexOfSubList(words, phrase) >= 0);
	}

	private static boolean isSecret(String word) {
		return SECRETS.contains(word) || ENDINGS.stream().anyMatch(word::endsWith);
	}

}
