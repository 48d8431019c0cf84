/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The rule that a key falls under. Keys are few, so the answers are kept, up to a bound:
 * whoever makes up keys at runtime pays for it with time, not with memory.
 */
final class KeyRules {

	private static final int MOST_KEPT = 4096;

	private static final int LONGEST_KEPT = 256;

	private static final Rule NONE = new Rule("none", RedactionAction.OFF);

	private final Map<String, Rule> kept = new ConcurrentHashMap<>();

	private final List<KeyRule> own;

	private final Rule secrets;

	/**
	 * Creates the rules.
	 * @param own the user's rules, which come first
	 * @param secrets the rule for keys that name a secret
	 */
	KeyRules(List<KeyRule> own, Rule secrets) {
		this.own = List.copyOf(own);
		this.secrets = secrets;
	}

	/**
	 * Finds the rule of a key.
	 * @param key the key
	 * @return the rule, or {@code null} if only the value counts
	 */
	@Nullable Rule find(String key) {
		Rule rule = this.kept.get(key);
		if (rule == null) {
			rule = compute(key);
			if (key.length() <= LONGEST_KEPT && this.kept.size() < MOST_KEPT) {
				this.kept.put(key, rule);
			}
		}
		return (rule != NONE) ? rule : null;
	}

	/**
	 * Whether a rule is that for keys that name a secret; a truth value is none.
	 * @param rule the rule
	 * @return whether it is
	 */
	boolean isForSecrets(Rule rule) {
		return rule == this.secrets;
	}

	int kept() {
		return this.kept.size();
	}

	private Rule compute(String key) {
		List<String> words = KeyWords.of(key);
		for (KeyRule rule : this.own) {
			if (Collections.indexOfSubList(words, rule.words()) >= 0) {
				return rule.rule();
			}
		}
		return (this.secrets.isOn() && SecretNames.contains(words)) ? this.secrets : NONE;
	}

	/**
	 * Words that stand side by side in a key, and their rule.
	 *
	 * @param words the words
	 * @param rule the rule
	 */
	record KeyRule(List<String> words, Rule rule) {

		KeyRule {
			words = List.copyOf(words);
		}

	}

}
