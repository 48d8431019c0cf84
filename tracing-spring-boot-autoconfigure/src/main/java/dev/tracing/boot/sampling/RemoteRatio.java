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
 * Keeps the part of all traces that a collector tells. How many a kept trace stands for is
 * not written: it may have been a limit that kept it.
 */
final class RemoteRatio implements Sampler {

	/**
	 * What stands for the ratio where it is needed beforehand: neither nothing nor most.
	 */
	static final double UNKNOWN = 0.5;

	private final Sampler remote;

	private final Verdict keep;

	private final Verdict drop;

	/**
	 * Creates a ratio.
	 * @param remote who asks the collector
	 * @param reason what is counted
	 */
	RemoteRatio(RemoteSampler remote, Reason reason) {
		this.remote = remote.sampler();
		this.keep = reason.keep();
		this.drop = reason.drop();
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		// Without the parent, whom it would follow: who is followed has been decided.
		SamplingResult result = this.remote.shouldSample(Context.root(), traceId, name, kind, attributes, parentLinks);
		return (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) ? this.keep.given() : this.drop.given();
	}

	/**
	 * Returns what the collector told last.
	 * @return its answer, as OpenTelemetry's sampler describes it
	 */
	String told() {
		return this.remote.getDescription();
	}

	// Not what the collector told last: it is another thing tomorrow.
	@Override
	public String getDescription() {
		return "RemoteRatio";
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
