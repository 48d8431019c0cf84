/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Asks the first rule that matches, and another sampler if none does.
 */
final class RuleSampler implements Sampler {

	private final CompiledRule[] rules;

	private final Sampler otherwise;

	RuleSampler(List<CompiledRule> rules, Sampler otherwise) {
		this.rules = rules.toArray(CompiledRule[]::new);
		this.otherwise = otherwise;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		Candidate candidate = new Candidate(parentContext, name, kind, attributes);
		for (CompiledRule rule : this.rules) {
			if (rule.matches(candidate)) {
				return rule.sampler().shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
			}
		}
		return this.otherwise.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
	}

	List<CompiledRule> rules() {
		return List.of(this.rules);
	}

	Sampler otherwise() {
		return this.otherwise;
	}

	@Override
	public String getDescription() {
		String rules = (this.rules.length == 1) ? "1 rule" : this.rules.length + " rules";
		return rules + ", otherwise " + this.otherwise.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
