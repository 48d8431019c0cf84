/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import dev.tracing.boot.UnsampledRecording;
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
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * The sampling decision in its fixed order: what is excluded is dropped, a span of this
 * process has decided for its children, then what is forced, then the caller, then the
 * root sampler.
 */
final class TracingSampler implements Sampler, Foreknowledge {

	private final Sampler root;

	private final boolean parentBased;

	private final RootPlan plan;

	private final Reasons reasons;

	private final Verdict followed;

	private final Verdict unknown;

	private final Verdict refused;

	private final Verdict forced;

	private final Refusals refusals;

	/**
	 * Creates a sampler that has nothing but a ratio.
	 * @param root decides where nobody else does; looks at nothing but the trace id
	 * @param parentBased whether the caller decides, where there is one
	 * @param ratio how many traces the root sampler keeps
	 */
	TracingSampler(Sampler root, boolean parentBased, double ratio) {
		this(root, parentBased, RootPlan.of(ratio), new Reasons(false), UnsampledRecording.NONE);
	}

	/**
	 * Creates a sampler.
	 * @param root decides where nobody else does
	 * @param parentBased whether the caller decides, where there is one
	 * @param plan what is known of the root sampler
	 * @param reasons where reasons are kept
	 * @param recording whether what is refused is recorded
	 */
	TracingSampler(Sampler root, boolean parentBased, RootPlan plan, Reasons reasons, UnsampledRecording recording) {
		this.root = root;
		this.parentBased = parentBased;
		this.plan = plan;
		this.reasons = reasons;
		Reason parent = reasons.named("parent");
		this.followed = parent.follow();
		this.unknown = parent.keep();
		this.refused = parent.drop();
		this.forced = reasons.named("forced").keep();
		this.refusals = new Refusals(recording, reasons);
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		if (Operations.isExcluded(parentContext)) {
			return this.refused;
		}
		Span parent = Span.fromContext(parentContext);
		SpanContext parentSpan = parent.getSpanContext();
		if (parentSpan.isValid() && !parentSpan.isRemote()) {
			return child(parent, parentSpan);
		}
		if (this.plan.isForced(parentContext, attributes)) {
			return this.forced.given();
		}
		boolean called = this.parentBased && parentSpan.isValid();
		SamplingResult result = called ? called(parentSpan)
				: this.root.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
		return (result.getDecision() == SamplingDecision.DROP)
				? this.refusals.instead(result, !called, name, attributes) : result;
	}

	// What was decided where the trace came into this process is never asked again.
	private static SamplingResult child(Span parent, SpanContext parentSpan) {
		if (parentSpan.isSampled()) {
			return SamplingResult.recordAndSample();
		}
		return (parent instanceof ReadableSpan) ? SamplingResult.recordOnly() : SamplingResult.drop();
	}

	private SamplingResult called(SpanContext caller) {
		if (!caller.isSampled()) {
			return this.refused.given();
		}
		return Probability.isConsistent(caller) ? this.followed.given() : this.unknown.given();
	}

	List<Reason> reasons() {
		return this.reasons.all();
	}

	@Override
	public boolean parentDecides() {
		return true;
	}

	@Override
	public boolean drops(Span parent) {
		return !this.plan.forcesByAttributes() && dropsUnforced(parent);
	}

	@Override
	public boolean drops(Context context, Span parent) {
		return drops(parent) && !Forced.isIn(context);
	}

	private boolean dropsUnforced(Span parent) {
		SpanContext parentSpan = parent.getSpanContext();
		if (!parentSpan.isValid() || (parentSpan.isRemote() && !this.parentBased)) {
			return this.plan.keepsNothing() && this.refusals.areFinal();
		}
		if (parentSpan.isRemote()) {
			return !parentSpan.isSampled() && this.refusals.areFinal();
		}
		// A parent that is recorded without being sampled wants to see its children.
		return !parentSpan.isSampled() && !(parent instanceof ReadableSpan);
	}

	@Override
	public boolean wantsAttributes() {
		return this.plan.wantsAttributes() || this.refusals.mayRecord();
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
