/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.ParentDecides;
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
final class TracingSampler implements Sampler, ParentDecides {

	private final Sampler root;

	private final boolean parentBased;

	TracingSampler(Sampler root, boolean parentBased) {
		this.root = root;
		this.parentBased = parentBased;
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
		// A parent that is recorded without being sampled wants to see its children.
		return (!parentSpan.isRemote() && parent instanceof ReadableSpan) ? SamplingResult.recordOnly()
				: SamplingResult.drop();
	}

	@Override
	public boolean parentDecides() {
		return this.parentBased;
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
