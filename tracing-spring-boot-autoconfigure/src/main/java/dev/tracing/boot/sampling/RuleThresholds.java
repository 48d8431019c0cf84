/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.SlowThreshold;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;

/**
 * How long a local root may take by the first rule that matches it, whoever decided on
 * its sampling.
 */
final class RuleThresholds implements SlowThreshold {

	private final List<Condition[]> conditions = new ArrayList<>();

	private final List<Long> thresholds = new ArrayList<>();

	private final boolean wantsAttributes;

	/**
	 * Creates thresholds.
	 * @param rules the rules
	 * @return what they say; {@link SlowThreshold#NONE} if none of them says anything
	 */
	static SlowThreshold of(List<SamplingProperties.Rule> rules) {
		List<SamplingProperties.Rule> enabled = rules.stream().filter(SamplingProperties.Rule::enabled).toList();
		return (lengthOf(enabled) > 0) ? new RuleThresholds(enabled) : NONE;
	}

	private RuleThresholds(List<SamplingProperties.Rule> rules) {
		for (SamplingProperties.Rule rule : rules.subList(0, lengthOf(rules))) {
			Duration threshold = rule.slowerThan();
			this.conditions.add(Conditions.of(rule));
			this.thresholds.add((threshold != null) ? threshold.toNanos() : USUAL);
		}
		this.wantsAttributes = rules.stream().anyMatch(Conditions::needAttributes);
	}

	// Rules behind the last one with a threshold need not be asked.
	private static int lengthOf(List<SamplingProperties.Rule> rules) {
		int length = rules.size();
		while (length > 0 && rules.get(length - 1).slowerThan() == null) {
			length--;
		}
		return length;
	}

	@Override
	public long nanos(Context context, String name, SpanKind kind, Attributes attributes) {
		Candidate candidate = new Candidate(context, name, kind, attributes);
		for (int i = 0; i < this.conditions.size(); i++) {
			if (matches(this.conditions.get(i), candidate)) {
				return this.thresholds.get(i);
			}
		}
		return USUAL;
	}

	@Override
	public boolean wantsAttributes() {
		return this.wantsAttributes;
	}

	private static boolean matches(Condition[] conditions, Candidate candidate) {
		for (Condition condition : conditions) {
			if (!condition.matches(candidate)) {
				return false;
			}
		}
		return true;
	}

}
