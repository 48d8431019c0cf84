/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;
import org.jspecify.annotations.Nullable;

/**
 * Shows what decides on sampling now, and what it has decided.
 */
final class SamplingPart implements EndpointPart {

	private final UnaryOperator<String> shownNames;

	private final Steering steering;

	private final DecisionRate rate;

	/**
	 * Creates a part.
	 * @param steering what it shows
	 * @param rate how fast decisions are made
	 * @param shownNames makes the name of a span presentable
	 */
	SamplingPart(Steering steering, DecisionRate rate, UnaryOperator<String> shownNames) {
		this.shownNames = shownNames;
		this.steering = steering;
		this.rate = rate;
	}

	@Override
	public String name() {
		return "sampling";
	}

	@Override
	public Map<String, Object> read(EndpointRequest request) {
		SamplingPlan plan = this.steering.plan();
		Steps steps = Steps.of(this.steering.sampler().current());
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("sampler", this.steering.sampler().getDescription());
		if (steps.last() instanceof RemoteRatio remote) {
			shown.put("remote", remote.told());
		}
		else {
			shown.put("ratio", plan.lastRatio());
			shown.put("ratioNow", Steps.ratio(steps.last(), plan.lastRatio()));
		}
		shown.put("rules", rules(plan.rules(), steps.rules(), this.steering.reasons()));
		shown.put("changes", this.steering.changes().stream().map(TimedChange::shown).toList());
		shown.put("rates", this.rate.look(this.steering.reasons().all()));
		shown.put("reasons", this.steering.reasons().all().stream().map(SamplingPart::counts).toList());
		shown.put("recent", this.steering.sampler().recent().stream().map(this::decision).toList());
		RuleSampler rehearsed = steps.rehearsed();
		if (rehearsed != null) {
			shown.put("dryRun", dryRun(plan, rehearsed));
		}
		return shown;
	}

	private Map<String, Object> dryRun(SamplingPlan plan, RuleSampler rehearsed) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("rules", rules(plan.dryRun(), rehearsed.rules(), this.steering.dryRunReasons()));
		shown.put("reasons", this.steering.dryRunReasons().all().stream().map(SamplingPart::counts).toList());
		return shown;
	}

	private static List<Object> rules(List<NamedRule> rules, List<CompiledRule> compiled, Reasons reasons) {
		Map<String, CompiledRule> byName = compiled.stream()
			.collect(Collectors.toMap((rule) -> rule.source().name(), (rule) -> rule));
		List<Object> shown = new ArrayList<>();
		for (NamedRule rule : rules) {
			shown.add(rule(rule, byName.get(rule.name()), reasons.find(rule.reason())));
		}
		return shown;
	}

	private static Map<String, Object> rule(NamedRule rule, @Nullable CompiledRule compiled, @Nullable Reason reason) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("name", rule.name());
		shown.put("enabled", rule.enabled());
		shown.put("temporary", rule.temporary());
		shown.put("conditions", RuleTexts.conditions(rule.rule()));
		shown.put("outcome", RuleTexts.outcome(rule.rule()));
		if (compiled != null) {
			shown.put("ratioNow", Steps.ratio(compiled.sampler(), 0.0));
		}
		shown.put("sampled", (reason != null) ? reason.sampled() : 0);
		shown.put("dropped", (reason != null) ? reason.dropped() : 0);
		return shown;
	}

	private static Map<String, Object> counts(Reason reason) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("reason", reason.name());
		shown.put("sampled", reason.sampled());
		shown.put("dropped", reason.dropped());
		return shown;
	}

	private Map<String, Object> decision(RecentDecisions.Decision decision) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("at", decision.at().toString());
		shown.put("name", this.shownNames.apply(decision.name()));
		shown.put("traceId", decision.traceId());
		shown.put("reason", decision.verdict().reason());
		shown.put("decision", decision.verdict().isSampled() ? "sampled" : "dropped");
		return shown;
	}

}
