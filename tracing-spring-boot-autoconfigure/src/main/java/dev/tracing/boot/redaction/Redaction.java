/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The redaction of an application with its rules. Says at the end what it has done.
 */
final class Redaction implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Redaction.class);

	private final SpanRedactor redactor;

	private final List<Rule> rules;

	Redaction(SpanRedactor redactor, List<Rule> rules) {
		this.redactor = redactor;
		this.rules = List.copyOf(rules);
	}

	SpanRedactor redactor() {
		return this.redactor;
	}

	List<Rule> rules() {
		return this.rules;
	}

	/**
	 * Tells what was redacted.
	 * @return one sentence, or an empty text if nothing was
	 */
	String summary() {
		StringJoiner summary = new StringJoiner(", ");
		for (Rule rule : this.rules) {
			if (rule.redactedSum() > 0) {
				summary.add(String.format(Locale.ROOT, "%,d values %s by rule %s", rule.redactedSum(), verb(rule),
						rule.name()));
			}
			if (rule.failureSum() > 0) {
				summary.add(String.format(Locale.ROOT, "%,d dropped because rule %s failed", rule.failureSum(),
						rule.name()));
			}
		}
		return summary.toString();
	}

	private static String verb(Rule rule) {
		return switch (rule.action()) {
			case HASH -> "hashed";
			case DROP -> "dropped";
			default -> "masked";
		};
	}

	@Override
	public void close() {
		String summary = summary();
		if (!summary.isEmpty()) {
			logger.info("Redacted since the start: " + summary);
		}
	}

}
