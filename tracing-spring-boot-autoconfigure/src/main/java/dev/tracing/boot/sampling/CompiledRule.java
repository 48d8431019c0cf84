/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * A rule that is ready to be asked.
 */
final class CompiledRule {

	private final Condition[] conditions;

	private final NamedRule source;

	private final Reason reason;

	private final Sampler sampler;

	private final boolean keepsNothing;

	/**
	 * Creates a rule.
	 * @param source the rule as it was written
	 * @param reason what it is counted as
	 * @param conditions what must hold, all of it
	 * @param sampler what decides then
	 * @param keepsNothing whether no trace is kept then
	 */
	CompiledRule(NamedRule source, Reason reason, Condition[] conditions, Sampler sampler, boolean keepsNothing) {
		this.source = source;
		this.reason = reason;
		this.conditions = conditions;
		this.sampler = sampler;
		this.keepsNothing = keepsNothing;
	}

	boolean matches(Candidate candidate) {
		for (Condition condition : this.conditions) {
			if (!condition.matches(candidate)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Looks for a condition that does not hold.
	 * @param candidate the trace that begins
	 * @return its index; -1 if all hold
	 */
	int firstUnmet(Candidate candidate) {
		for (int i = 0; i < this.conditions.length; i++) {
			if (!this.conditions[i].matches(candidate)) {
				return i;
			}
		}
		return -1;
	}

	NamedRule source() {
		return this.source;
	}

	Reason reason() {
		return this.reason;
	}

	Sampler sampler() {
		return this.sampler;
	}

	boolean keepsNothing() {
		return this.keepsNothing;
	}

}
