/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.concurrent.atomic.LongAdder;

/**
 * A rule by its name, what it does, and how often it did.
 */
final class Rule {

	private final String name;

	private final RedactionAction action;

	private final String mask;

	private final LongAdder redacted = new LongAdder();

	private final LongAdder failures = new LongAdder();

	Rule(String name, RedactionAction action) {
		this(name, action, Replacements.MASK);
	}

	Rule(String name, RedactionAction action, String mask) {
		this.name = name;
		this.action = action;
		this.mask = mask;
	}

	String name() {
		return this.name;
	}

	RedactionAction action() {
		return this.action;
	}

	String mask() {
		return this.mask;
	}

	boolean isOn() {
		return this.action != RedactionAction.OFF;
	}

	void redacted() {
		this.redacted.increment();
	}

	void failed() {
		this.failures.increment();
	}

	long redactedSum() {
		return this.redacted.sum();
	}

	long failureSum() {
		return this.failures.sum();
	}

}
