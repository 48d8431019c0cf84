/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Makes rules ready to be asked.
 */
final class RuleCompiler {

	private final boolean consistent;

	private final Reasons reasons;

	private final LongSupplier nanoTime;

	/**
	 * Creates a compiler.
	 * @param consistent whether thresholds are written
	 * @param reasons where reasons are kept
	 * @param nanoTime the time, in nanoseconds
	 */
	RuleCompiler(boolean consistent, Reasons reasons, LongSupplier nanoTime) {
		this.consistent = consistent;
		this.reasons = reasons;
		this.nanoTime = nanoTime;
	}

	List<CompiledRule> compile(List<SamplingProperties.Rule> rules) {
		List<CompiledRule> compiled = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (int i = 0; i < rules.size(); i++) {
			SamplingProperties.Rule rule = rules.get(i);
			RuleCheck check = new RuleCheck("tracing.sampling.rules[" + i + "]");
			check.check(rule);
			String name = (rule.name() != null) ? rule.name() : Integer.toString(i);
			check.require(names.add(name), ".name", name,
					"Another rule has this name. Write one that is not used yet.");
			compiled.add(compile(rule, this.reasons.named("rule:" + name)));
		}
		return compiled;
	}

	private CompiledRule compile(SamplingProperties.Rule rule, Reason reason) {
		Condition[] conditions = Conditions.of(rule);
		Double perSecond = rule.maxPerSecond();
		if (perSecond != null) {
			RateControl control = new RateControl(perSecond, Math.max(1, perSecond), reason);
			Sampler limited = new AdaptiveRatio(1.0, this.consistent, reason, List.of(control), null, this.nanoTime);
			return new CompiledRule(conditions, limited, false);
		}
		if (rule.drop()) {
			return new CompiledRule(conditions, new Refusal(reason), true);
		}
		double ratio = (rule.ratio() != null) ? rule.ratio() : 0.0;
		return new CompiledRule(conditions, new Ratio(ratio, this.consistent, reason), ratio == 0.0);
	}

}
