/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Locale;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Keeps a fixed part of all traces, and writes with each how many it stands for.
 */
final class Ratio implements Sampler {

	private final double ratio;

	private final boolean known;

	private final long threshold;

	private final Verdict keep;

	private final Verdict keepUnknown;

	private final Verdict drop;

	/**
	 * Creates a ratio.
	 * @param ratio part of the traces that is kept
	 * @param consistent whether the threshold is written
	 * @param reason what is counted
	 */
	Ratio(double ratio, boolean consistent, Reason reason) {
		this.ratio = ratio;
		this.threshold = Probability.threshold(ratio);
		this.known = consistent && this.threshold < Probability.NEVER;
		this.keepUnknown = reason.keep();
		this.keep = this.known ? reason.keepAbove(this.threshold) : this.keepUnknown;
		this.drop = reason.drop();
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		SpanContext parent = Span.fromContext(parentContext).getSpanContext();
		if (Probability.random(parent.getTraceState(), traceId) < this.threshold) {
			return this.drop.given();
		}
		return (this.known && !Probability.isRandom(parent)) ? this.keepUnknown.given() : this.keep.given();
	}

	double ratio() {
		return this.ratio;
	}

	@Override
	public String getDescription() {
		return String.format(Locale.ROOT, "TraceIdRatioBased{%.6f}", this.ratio);
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
