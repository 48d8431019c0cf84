/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.function.LongSupplier;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Makes rules ready to be asked.
 */
final class RuleCompiler {

	private final boolean consistent;

	private final Reasons reasons;

	private final SteadyRatios ratios;

	private final LongSupplier nanoTime;

	/**
	 * Creates a compiler.
	 * @param consistent whether thresholds are written
	 * @param reasons where reasons are kept
	 * @param ratios where ratios are kept that follow the load
	 * @param nanoTime the time, in nanoseconds
	 */
	RuleCompiler(boolean consistent, Reasons reasons, SteadyRatios ratios, LongSupplier nanoTime) {
		this.consistent = consistent;
		this.reasons = reasons;
		this.ratios = ratios;
		this.nanoTime = nanoTime;
	}

	List<CompiledRule> compile(List<NamedRule> rules) {
		return rules.stream().map(this::compile).toList();
	}

	private CompiledRule compile(NamedRule named) {
		SamplingProperties.Rule rule = named.rule();
		Reason reason = this.reasons.named(named.reason());
		Condition[] conditions = Conditions.of(rule);
		Double perSecond = rule.maxPerSecond();
		if (perSecond != null) {
			Sampler limited = this.ratios.get(List.of(this.reasons, named.name(), perSecond, this.consistent),
					() -> limited(perSecond, reason));
			return new CompiledRule(named, reason, conditions, limited, false);
		}
		double ratio = (rule.ratio() != null) ? rule.ratio() : 0.0;
		return new CompiledRule(named, reason, conditions, new Ratio(ratio, this.consistent, reason), ratio == 0.0);
	}

	private AdaptiveRatio limited(double perSecond, Reason reason) {
		RateControl control = new RateControl(perSecond, Math.max(1, perSecond), reason);
		return new AdaptiveRatio(1.0, this.consistent, reason, List.of(control), null, this.nanoTime);
	}

}
