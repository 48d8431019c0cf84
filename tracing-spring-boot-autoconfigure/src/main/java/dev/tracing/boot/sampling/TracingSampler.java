/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * The sampling decision in its fixed order: what is excluded is dropped, then the parent
 * decides, then the root sampler.
 */
final class TracingSampler implements Sampler, Foreknowledge {

	private final Sampler root;

	private final boolean parentBased;

	private final double ratio;

	/**
	 * Creates a sampler.
	 * @param root decides where nobody else does; looks at nothing but the trace id
	 * @param parentBased whether the parent decides, where there is one
	 * @param ratio how many traces the root sampler keeps
	 */
	TracingSampler(Sampler root, boolean parentBased, double ratio) {
		this.root = root;
		this.parentBased = parentBased;
		this.ratio = ratio;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		if (Operations.isExcluded(parentContext)) {
			return SamplingResult.drop();
		}
		Span parent = Span.fromContext(parentContext);
		SpanContext parentSpan = parent.getSpanContext();
		if (!this.parentBased || !parentSpan.isValid()) {
			return this.root.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
		}
		if (parentSpan.isSampled()) {
			return SamplingResult.recordAndSample();
		}
		return wantsChildren(parent, parentSpan) ? SamplingResult.recordOnly() : SamplingResult.drop();
	}

	// A parent that is recorded without being sampled wants to see its children.
	private static boolean wantsChildren(Span parent, SpanContext parentSpan) {
		return !parentSpan.isRemote() && parent instanceof ReadableSpan;
	}

	@Override
	public boolean parentDecides() {
		return this.parentBased;
	}

	@Override
	public boolean drops(Span parent) {
		SpanContext parentSpan = parent.getSpanContext();
		return (this.parentBased && parentSpan.isValid())
				? !parentSpan.isSampled() && !wantsChildren(parent, parentSpan) : this.ratio == 0.0;
	}

	@Override
	public boolean wantsAttributes() {
		return this.ratio > 0.5;
	}

	@Override
	public String getDescription() {
		return this.parentBased ? "parent-based, root: " + this.root.getDescription() : this.root.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
