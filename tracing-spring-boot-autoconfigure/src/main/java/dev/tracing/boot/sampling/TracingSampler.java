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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sampling decision in its fixed order: what is excluded is dropped, a span of this
 * process has decided for its children, then what is forced, then the caller, then the
 * root sampler.
 */
final class TracingSampler implements Sampler, Foreknowledge {

	private static final Logger logger = LoggerFactory.getLogger(TracingSampler.class);

	// What the SDK puts in place of a span that it drops.
	private static final Class<?> DROPPED = Span.getInvalid().getClass();

	private final Sampler root;

	private final boolean parentBased;

	private final RootPlan plan;

	private final Verdict excluded;

	private final Reasons reasons;

	private final Reason parent;

	private final Reason ratio;

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
		this.excluded = new Reason("excluded", false).drop();
		this.parent = reasons.named("parent");
		// Also of root samplers that count nothing themselves.
		this.ratio = reasons.named("ratio");
		this.followed = this.parent.follow();
		this.unknown = this.parent.keep();
		this.refused = this.parent.drop();
		this.forced = reasons.named("forced").keep();
		this.refusals = new Refusals(recording, reasons);
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		if (Operations.isExcluded(parentContext)) {
			this.parent.skip();
			return this.excluded;
		}
		Span parent = Span.fromContext(parentContext);
		SpanContext parentSpan = parent.getSpanContext();
		if (parentSpan.isValid() && !parentSpan.isRemote()) {
			return child(parent, parentSpan);
		}
		SamplingResult result = localRoot(parentContext, parentSpan, traceId, name, kind, attributes, parentLinks);
		if (logger.isDebugEnabled()) {
			logger.debug("Trace {}, span '{}': {} ({})", traceId, this.reasons.shown(name), result.getDecision(),
					(result instanceof Verdict verdict) ? verdict.reason() : this.root.getDescription());
		}
		return result;
	}

	private SamplingResult localRoot(Context parentContext, SpanContext parentSpan, String traceId, String name,
			SpanKind kind, Attributes attributes, List<LinkData> parentLinks) {
		if (this.plan.isForced(parentContext, attributes)) {
			return this.forced.given();
		}
		boolean called = this.parentBased && parentSpan.isValid();
		SamplingResult result = called ? called(parentSpan)
				: this.root.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
		return (result.getDecision() == SamplingDecision.DROP) ? refused(result, !called, name, attributes) : result;
	}

	private SamplingResult refused(SamplingResult refusal, boolean here, String name, Attributes attributes) {
		SamplingResult result = this.refusals.instead(refusal, here, name, attributes);
		if (result.getDecision() == SamplingDecision.DROP && !(result instanceof Verdict)) {
			this.ratio.skip();
		}
		return result;
	}

	// What was decided where the trace came into this process is never asked again.
	private SamplingResult child(Span parent, SpanContext parentSpan) {
		if (parentSpan.isSampled()) {
			return SamplingResult.recordAndSample();
		}
		if (isRecorded(parent)) {
			return SamplingResult.recordOnly();
		}
		this.parent.skip();
		return SamplingResult.drop();
	}

	private SamplingResult called(SpanContext caller) {
		if (!caller.isSampled()) {
			return this.refused.given();
		}
		return Probability.isConsistent(caller) ? this.followed.given() : this.unknown.given();
	}

	Sampler root() {
		return this.root;
	}

	boolean isParentBased() {
		return this.parentBased;
	}

	RootPlan plan() {
		return this.plan;
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

	@Override
	public void skipped(Span parent) {
		SpanContext parentSpan = parent.getSpanContext();
		Reason reason = parentSpan.isValid() ? this.parent : this.ratio;
		reason.skip();
		if (logger.isDebugEnabled() && (parentSpan.isRemote() || !parentSpan.isValid())) {
			logger.debug("Trace {}: DROP before it starts ({})", parentSpan.isValid() ? parentSpan.getTraceId() : "",
					reason.name());
		}
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
		return !parentSpan.isSampled() && !isRecorded(parent);
	}

	// A class is told faster than an interface, and nearly all are of that one.
	private static boolean isRecorded(Span span) {
		return span.getClass() != DROPPED && span instanceof ReadableSpan;
	}

	@Override
	public boolean wantsAttributes() {
		return this.plan.wantsAttributes() || this.refusals.wantAttributes();
	}

	@Override
	public boolean wantsErrors() {
		return this.plan.wantsAttributes() || !this.refusals.areFinal();
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
