/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Checks at startup what was configured, and compiles it.
 */
final class RedactionCheck {

	private static final String PREFIX = "tracing.redaction.";

	private static final int SHORTEST_HASH_KEY = 16;

	private final RedactionProperties properties;

	RedactionCheck(RedactionProperties properties) {
		this.properties = properties;
	}

	void check() {
		if (this.properties.maxTextLength() < 1) {
			throw refuse("max-text-length", this.properties.maxTextLength(), "It must be 1 or more. Write 32768.");
		}
		if (this.properties.detectorBudget().isNegative() || this.properties.detectorBudget().isZero()) {
			throw refuse("detector-budget", this.properties.detectorBudget(),
					"It must be longer than zero. Write 10ms, for example.");
		}
		// The key itself must not stand in the log.
		String hashKey = this.properties.hashKey();
		if (hashKey != null && hashKey.length() < SHORTEST_HASH_KEY) {
			throw refuse("hash-key", "(" + hashKey.length() + " characters)",
					"It must have 16 characters or more, and be the same wherever hashes are compared.");
		}
		Set<String> names = new HashSet<>();
		for (int i = 0; i < this.properties.rules().size(); i++) {
			checkOwn(this.properties.rules().get(i), "rules[" + i + "]", names);
		}
	}

	private static void checkOwn(RedactionProperties.OwnRule rule, String property, Set<String> names) {
		if (rule.name() == null || rule.name().isBlank() || !names.add(rule.name())) {
			throw refuse(property + ".name", rule.name(), "Every rule needs a name that no other rule has.");
		}
		if (rule.key() == null && rule.pattern() == null) {
			throw refuse(property, rule.name(), "The rule needs a key or a pattern.");
		}
		if (rule.key() != null && KeyWords.of(rule.key()).isEmpty()) {
			throw refuse(property + ".key", rule.key(), "It has no word. Write customer-number, for example.");
		}
		pattern(rule, property);
	}

	static @Nullable Pattern pattern(RedactionProperties.OwnRule rule, String property) {
		if (rule.pattern() == null) {
			return null;
		}
		try {
			return Pattern.compile(rule.pattern());
		}
		catch (PatternSyntaxException ex) {
			throw refuse(property + ".pattern", rule.pattern(),
					"It is no regular expression: " + ex.getDescription() + ".");
		}
	}

	void checkHashKey(List<Rule> rules) {
		for (Rule rule : rules) {
			if (rule.action() == RedactionAction.HASH && this.properties.hashKey() == null) {
				throw refuse("hash-key", null, "Rule '" + rule.name()
						+ "' hashes, and a hash without a key can be guessed. Write 16 characters or more.");
			}
		}
	}

	private static InvalidConfigurationPropertyValueException refuse(String name, @Nullable Object value,
			String reason) {
		return new InvalidConfigurationPropertyValueException(PREFIX + name, value, reason);
	}

}
