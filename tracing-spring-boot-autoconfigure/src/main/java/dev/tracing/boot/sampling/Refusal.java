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
 * Refuses every trace for good.
 */
final class Refusal implements Sampler {

	private final Verdict drop;

	Refusal(Reason reason) {
		this.drop = reason.dropForGood();
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		return this.drop.given();
	}

	@Override
	public String getDescription() {
		return "Refusal";
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
