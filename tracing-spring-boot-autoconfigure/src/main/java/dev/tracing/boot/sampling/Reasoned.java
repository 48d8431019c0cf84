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
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * A sampler of OpenTelemetry's whose decisions are counted and say their reason. It knows
 * nothing of thresholds, so what is there of them stays.
 */
final class Reasoned implements Sampler {

	private final Sampler sampler;

	private final Verdict keep;

	private final Verdict drop;

	Reasoned(Sampler sampler, Reason reason) {
		this.sampler = sampler;
		this.keep = reason.follow();
		this.drop = reason.drop();
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		SamplingDecision decision = this.sampler
			.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks)
			.getDecision();
		return (decision == SamplingDecision.RECORD_AND_SAMPLE) ? this.keep.given() : this.drop.given();
	}

	@Override
	public String getDescription() {
		return this.sampler.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
