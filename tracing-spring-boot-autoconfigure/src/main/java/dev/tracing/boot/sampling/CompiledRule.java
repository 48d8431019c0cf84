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

	private final Sampler sampler;

	private final boolean keepsNothing;

	/**
	 * Creates a rule.
	 * @param conditions what must hold, all of it
	 * @param sampler what decides then
	 * @param keepsNothing whether no trace is kept then
	 */
	CompiledRule(Condition[] conditions, Sampler sampler, boolean keepsNothing) {
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

	Sampler sampler() {
		return this.sampler;
	}

	boolean keepsNothing() {
		return this.keepsNothing;
	}

}
