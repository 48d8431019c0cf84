/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.function.LongSupplier;

import dev.tracing.boot.Pace;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A user's detector, which may fail or take its time.
 */
final class GuardedDetector {

	private static final Log logger = LogFactory.getLog(GuardedDetector.class);

	private final SensitiveValueDetector detector;

	private final Rule rule;

	private final long budgetNanos;

	private final LongSupplier nanoClock;

	private final Pace messages;

	GuardedDetector(SensitiveValueDetector detector, Rule rule, long budgetNanos, LongSupplier nanoClock) {
		this.detector = detector;
		this.rule = rule;
		this.budgetNanos = budgetNanos;
		this.nanoClock = nanoClock;
		this.messages = Pace.ofMessages(nanoClock);
	}

	/**
	 * Asks the detector.
	 * @param key key of the attribute
	 * @param text the text
	 * @param findings takes what it finds
	 * @return whether it has looked; if not, the text must not leave
	 */
	boolean detect(String key, String text, Findings findings) {
		BudgetedText budgeted = new BudgetedText(text, this.nanoClock.getAsLong() + this.budgetNanos, this.nanoClock);
		try {
			this.detector.detect(key, budgeted, (start, end) -> add(findings, text, start, end));
			budgeted.check();
			return true;
		}
		catch (Throwable ex) {
			failed(key, ex);
			return false;
		}
	}

	private void add(Findings findings, String text, int start, int end) {
		if (start < 0 || end > text.length() || start >= end) {
			throw new IllegalArgumentException(
					"Finding from %d to %d in a text of %d characters".formatted(start, end, text.length()));
		}
		findings.add(this.rule, start, end);
	}

	// The exception's message may contain the text, so only its type is told.
	private void failed(String key, Throwable ex) {
		this.rule.failed();
		if (this.messages.isDue()) {
			logger.warn("Dropped attribute '%s': redaction rule '%s' failed, %s (%d times since the start)"
				.formatted(key, this.rule.name(), reason(ex), this.rule.failureSum()));
		}
	}

	private static String reason(Throwable ex) {
		return (ex instanceof BudgetedText.BudgetSpentException) ? "its time was up (tracing.redaction.detector-budget)"
				: ex.getClass().getName() + " (tracing.redaction.rules)";
	}

}
