/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Says which traces are worth rescuing: it looks at each span that ends, and decides when
 * the local root has ended.
 */
final class Judgement {

	private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");

	private static final AttributeKey<String> LEGACY_DATABASE = AttributeKey.stringKey("db.system");

	private final Failures failures;

	private final Slowness slowness;

	private final RescueCondition[] conditions;

	private final Share errors;

	private final Share slow;

	private final boolean acrossServices;

	private final RescueReason error = new RescueReason("error");

	private final RescueReason tooSlow = new RescueReason("slow");

	private final RescueReason downstream = new RescueReason("downstream");

	/**
	 * Creates a judgement.
	 * @param failures what has failed
	 * @param errors part of what has failed that is rescued
	 * @param slowness what was slow
	 * @param slow part of what was slow that is rescued
	 * @param conditions what is rescued otherwise
	 * @param acrossServices whether callers are told of rescues
	 */
	Judgement(Failures failures, double errors, Slowness slowness, double slow, List<RescueCondition> conditions,
			boolean acrossServices) {
		this.failures = failures;
		this.errors = new Share(errors);
		this.slowness = slowness;
		this.slow = new Share(slow);
		this.conditions = conditions.toArray(RescueCondition[]::new);
		this.acrossServices = acrossServices;
	}

	/**
	 * Looks at a span that has ended.
	 * @param trace its trace
	 * @param data the span
	 * @param root whether it is a local root
	 * @return whether it failed
	 */
	boolean look(LocalTrace trace, SpanData data, boolean root) {
		String error = this.failures.of(data, root);
		if (error != null) {
			trace.error(error);
		}
		if (root) {
			trace.route(data.getName());
			markSlow(trace, data, data.getEndEpochNanos() - data.getStartEpochNanos());
			if (this.acrossServices && data.getParentSpanContext().isRemote() && !trace.hasTold(data.getSpanId())) {
				// Whatever becomes of it, the caller has forgotten its part.
				trace.partial();
			}
		}
		else if (isCallToAnotherService(data) && !trace.hasAnswered(data.getSpanId())) {
			trace.partial();
		}
		for (RescueCondition condition : this.conditions) {
			if (condition.matches(data.getAttributes())) {
				trace.wanted(condition.reason());
			}
		}
		return error != null;
	}

	/**
	 * Looks at a local root that has not ended.
	 * @param trace its trace
	 * @param root the local root
	 * @param failed whether it is known to fail
	 * @param lasts whether it looks as if it were meant to last
	 */
	void foresee(LocalTrace trace, ReadableSpan root, boolean failed, boolean lasts) {
		SpanData data = root.toSpanData();
		String error = this.failures.of(data, true);
		if (error != null || failed) {
			trace.error((error != null) ? error : this.error.name());
		}
		trace.route(data.getName());
		if (!lasts) {
			markSlow(trace, data, root.getLatencyNanos());
		}
	}

	private void markSlow(LocalTrace trace, SpanData root, long duration) {
		if (this.slowness.of(root, duration, trace.threshold()) && !trace.isLasting(root.getSpanId())) {
			trace.slow();
		}
	}

	// Whoever was called was told that the trace is not sampled.
	private static boolean isCallToAnotherService(SpanData data) {
		SpanKind kind = data.getKind();
		if (kind != SpanKind.CLIENT && kind != SpanKind.PRODUCER) {
			return false;
		}
		Attributes attributes = data.getAttributes();
		return attributes.get(DATABASE) == null && attributes.get(LEGACY_DATABASE) == null;
	}

	/**
	 * Decides on a trace.
	 * @param trace a trace whose local roots have ended
	 * @param floodControl what limits the rescues
	 * @return why it is to be rescued; null if it is not
	 */
	@Nullable RescueReason decide(LocalTrace trace, FloodControl floodControl) {
		String error = trace.error();
		RescueReason promised = trace.promised();
		if (promised != null) {
			return (error != null) ? this.error : promised;
		}
		if (error != null && this.errors.contains(trace.id()) && admits(floodControl, trace, error)) {
			return this.error;
		}
		if (trace.isSlow() && this.slow.contains(trace.id()) && admits(floodControl, trace, this.tooSlow.name())) {
			return this.tooSlow;
		}
		RescueReason wanted = trace.wanted();
		return (wanted != null && admits(floodControl, trace, wanted.name())) ? wanted : null;
	}

	// Once for each cause, however often it is to be decided before the trace has ended.
	private static boolean admits(FloodControl floodControl, LocalTrace trace, String cause) {
		if (trace.isRefused(cause)) {
			return false;
		}
		boolean admitted = floodControl.admits(trace.route(), cause);
		if (!admitted) {
			trace.refuse(cause);
		}
		return admitted;
	}

	boolean isWorthIt(LocalTrace trace) {
		return trace.promised() != null || trace.error() != null || trace.isSlow() || trace.wanted() != null;
	}

	RescueReason downstream() {
		return this.downstream;
	}

	Share errors() {
		return this.errors;
	}

	RescueReason[] reasons() {
		RescueReason[] reasons = new RescueReason[this.conditions.length + 3];
		reasons[0] = this.error;
		reasons[1] = this.tooSlow;
		reasons[2] = this.downstream;
		for (int i = 0; i < this.conditions.length; i++) {
			reasons[i + 3] = this.conditions[i].reason();
		}
		return reasons;
	}

}
