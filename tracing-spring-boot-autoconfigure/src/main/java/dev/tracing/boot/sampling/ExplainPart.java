/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Tells what would become of a trace, in the order of the decision. No span is started
 * and nothing is counted.
 */
final class ExplainPart implements EndpointPart {

	private final Steering steering;

	private final Supplier<TextMapPropagator> headers;

	/**
	 * Creates a part.
	 * @param steering whose decisions it explains
	 * @param headers what reads the headers of a trusted caller
	 */
	ExplainPart(Steering steering, Supplier<TextMapPropagator> headers) {
		this.steering = steering;
		this.headers = headers;
	}

	@Override
	public String name() {
		return "explain";
	}

	@Override
	public @Nullable Object read(EndpointRequest request) {
		if (request.isEmpty()) {
			return null;
		}
		Candidate candidate = Question.of(request, this.headers.get());
		TracingSampler sampler = this.steering.sampler().current();
		SpanContext caller = Span.fromContext(candidate.context()).getSpanContext();
		if (sampler.plan().isForced(candidate.context(), candidate.attributes())) {
			return answer("forced", 1.0, "The secret or an attribute of tracing.sampling.force is there.", List.of());
		}
		if (sampler.isParentBased() && caller.isValid()) {
			return answer("parent", caller.isSampled() ? 1.0 : 0.0,
					"The caller says that it is " + (caller.isSampled() ? "sampled." : "not sampled."), List.of());
		}
		return ruled(Steps.of(sampler), candidate);
	}

	private Map<String, Object> ruled(Steps steps, Candidate candidate) {
		List<Object> asked = new ArrayList<>();
		for (CompiledRule rule : steps.rules()) {
			int unmet = rule.firstUnmet(candidate);
			if (unmet < 0) {
				asked.add(Map.of("rule", rule.source().name(), "matches", true));
				return answer(rule.reason().name(), Steps.ratio(rule.sampler(), 0.0),
						"It is the first rule of which all conditions hold: " + RuleTexts.of(rule.source().rule())
								+ ".",
						asked);
			}
			asked.add(Map.of("rule", rule.source().name(), "matches", false, "unmet",
					RuleTexts.conditions(rule.source().rule()).get(unmet)));
		}
		return unruled(steps.last(), asked);
	}

	private Map<String, Object> unruled(Sampler last, List<Object> asked) {
		SamplingPlan plan = this.steering.plan();
		double now = Steps.ratio(last, plan.lastRatio());
		String nobody = asked.isEmpty() ? "There is no rule" : "No rule matches";
		if (last instanceof RemoteRatio remote) {
			return answer("remote", null, nobody + ", so that the collector's answer decides: " + remote.told() + ".",
					asked);
		}
		if (last instanceof AdaptiveRatio adaptive && now < plan.lastRatio()) {
			return answer(adaptive.reason(), now,
					nobody + ", and a limit lowers the ratio " + plan.lastRatio() + " now.", asked);
		}
		String why = plan.isOff() ? "The sampler is off." : nobody + ", so that the ratio decides.";
		return answer("ratio", now, why, asked);
	}

	private static Map<String, Object> answer(String reason, @Nullable Double ratio, String why, List<Object> asked) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("reason", reason);
		answer.put("ratio", ratio);
		answer.put("why", why);
		answer.put("rules", asked);
		return answer;
	}

}
