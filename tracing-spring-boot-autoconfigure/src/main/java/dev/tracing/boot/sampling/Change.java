/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A change of what is configured. There is one of each kind and name at a time.
 *
 * @param kind what is changed
 * @param name name of the rule; empty for the ratio
 * @param text what it is changed to
 * @param effect what it makes of a plan
 */
record Change(Kind kind, String name, String text, UnaryOperator<SamplingPlan> effect) {

	static Change ratio(double ratio) {
		return new Change(Kind.RATIO, "", Double.toString(ratio), (plan) -> plan.withRatio(ratio));
	}

	static Change rule(NamedRule rule) {
		return new Change(Kind.RULE, rule.name(), RuleTexts.of(rule.rule()), (plan) -> plan.withRule(rule));
	}

	static Change enabled(String rule, boolean enabled) {
		return new Change(Kind.SWITCH, rule, enabled ? "on" : "off", (plan) -> plan.withEnabled(rule, enabled));
	}

	static Change dryRun(NamedRule rule) {
		return new Change(Kind.DRY_RUN, rule.name(), RuleTexts.of(rule.rule()), (plan) -> plan.withDryRun(rule));
	}

	static Change configured(String text) {
		return new Change(Kind.CONFIGURATION, "", text, UnaryOperator.identity());
	}

	boolean replaces(Change other) {
		return this.kind == other.kind && this.name.equals(other.name);
	}

	/**
	 * What is changed. In this order they are applied: what comes later sees what comes
	 * before.
	 */
	enum Kind {

		CONFIGURATION, RATIO, RULE, SWITCH, DRY_RUN;

		String text() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
