/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.atomic.LongAdder;

import dev.tracing.boot.operation.ProbabilityState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * A decision, made once and given many times: giving it allocates nothing.
 */
final class Verdict implements SamplingResult {

	private final SamplingDecision decision;

	private final Attributes attributes;

	private final LongAdder count;

	private final State state;

	private final String threshold;

	private final String reason;

	// Of a trace that starts here, which is nearly every one.
	private final TraceState first;

	Verdict(SamplingDecision decision, Attributes attributes, LongAdder count, State state, String threshold,
			String reason) {
		this.decision = decision;
		this.attributes = attributes;
		this.count = count;
		this.state = state;
		this.threshold = threshold;
		this.reason = reason;
		this.first = (state == State.WRITTEN) ? ProbabilityState.withThreshold(TraceState.getDefault(), threshold)
				: TraceState.getDefault();
	}

	/**
	 * Counts the verdict.
	 * @return this
	 */
	Verdict given() {
		this.count.increment();
		return this;
	}

	String reason() {
		return this.reason;
	}

	boolean isSampled() {
		return this.decision == SamplingDecision.RECORD_AND_SAMPLE;
	}

	@Override
	public SamplingDecision getDecision() {
		return this.decision;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public TraceState getUpdatedTraceState(TraceState parentTraceState) {
		if (parentTraceState.isEmpty()) {
			return this.first;
		}
		return switch (this.state) {
			case WRITTEN -> ProbabilityState.withThreshold(parentTraceState, this.threshold);
			case ERASED -> ProbabilityState.withoutThreshold(parentTraceState);
			case PASSED_ON -> parentTraceState;
		};
	}

	@Override
	public String toString() {
		return this.decision + " " + this.attributes;
	}

	/**
	 * What becomes of the threshold in the trace state.
	 */
	enum State {

		WRITTEN, ERASED, PASSED_ON

	}

}
