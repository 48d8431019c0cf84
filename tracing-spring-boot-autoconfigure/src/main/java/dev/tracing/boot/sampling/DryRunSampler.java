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
 * Asks rules that are only counted, and does what others say. It is there only if there
 * are such rules.
 */
final class DryRunSampler implements Sampler {

	private final RuleSampler rehearsed;

	private final Sampler active;

	/**
	 * Creates a sampler.
	 * @param rehearsed what is counted
	 * @param active what decides
	 */
	DryRunSampler(RuleSampler rehearsed, Sampler active) {
		this.rehearsed = rehearsed;
		this.active = active;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		this.rehearsed.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
		return this.active.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
	}

	RuleSampler rehearsed() {
		return this.rehearsed;
	}

	Sampler active() {
		return this.active;
	}

	@Override
	public String getDescription() {
		return this.active.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
