/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * What stands where a value stood. The hash is keyed: without the key nobody can try out
 * which of all card numbers it was.
 */
final class Replacements {

	// The word of the semantic conventions for URLs.
	static final String MASK = "REDACTED";

	private static final String ALGORITHM = "HmacSHA256";

	private static final int HASH_BYTES = 8;

	private final @Nullable SecretKeySpec key;

	Replacements(@Nullable String hashKey) {
		this.key = (hashKey != null) ? new SecretKeySpec(hashKey.getBytes(StandardCharsets.UTF_8), ALGORITHM) : null;
	}

	/**
	 * Replaces a value and counts it.
	 * @param rule the rule
	 * @param value the value
	 * @return what stands in its place, or {@code null} if the attribute is to be dropped
	 */
	@Nullable String replace(Rule rule, String value) {
		rule.redacted();
		return switch (rule.action()) {
			case DROP -> null;
			case HASH -> hash(value);
			default -> rule.mask();
		};
	}

	private String hash(String value) {
		if (this.key == null) {
			return MASK;
		}
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
			return "hmac:" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
		}
		catch (GeneralSecurityException ex) {
			return MASK;
		}
	}

}
