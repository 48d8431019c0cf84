/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * What becomes of a local root that is refused: it is dropped, or recorded without being
 * sampled as long as somebody may change his mind about it.
 */
final class Refusals {

	private final UnsampledRecording recording;

	private final Verdict atOnce;

	Refusals(UnsampledRecording recording, Reasons reasons) {
		this.recording = recording;
		boolean mayRecord = recording != UnsampledRecording.NONE;
		this.atOnce = (mayRecord ? reasons.named("error") : new Reason("error", false)).keep();
	}

	/**
	 * Whether there is nothing but to drop what is refused. Where something was recorded
	 * instead until now, no clock is asked: the decision itself has another look.
	 * @return whether nothing is recorded now
	 */
	boolean areFinal() {
		return !this.recording.wasOn() && !this.recording.isOn();
	}

	/**
	 * Whether somebody looks at what a refused local root starts with.
	 * @return whether attributes are looked at that do not mark an error
	 */
	boolean wantAttributes() {
		return this.recording.wantsAttributes() && !areFinal();
	}

	/**
	 * Answers in place of a refusal.
	 * @param refusal the refusal, which has been counted
	 * @param begins whether the trace begins here, so that no caller was told otherwise
	 * @param name name of the local root
	 * @param attributes attributes with which it starts
	 * @return the decision
	 */
	SamplingResult instead(SamplingResult refusal, boolean begins, String name, Attributes attributes) {
		if (!this.recording.isOn() || (refusal instanceof Verdict verdict && verdict.isFinal())) {
			return refusal;
		}
		SamplingResult recorded = (refusal instanceof Verdict verdict) ? verdict.recorded()
				: SamplingResult.recordOnly();
		return (begins && this.recording.samplesAtOnce(name, attributes)) ? this.atOnce.given() : recorded;
	}

}
