/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;

/**
 * Why traces are kept or refused: a name, and how often it was the reason.
 */
final class Reason {

	static final AttributeKey<String> ATTRIBUTE = AttributeKey.stringKey("tracing.sampling.reason");

	private final String name;

	private final Attributes attributes;

	private final LongAdder sampled = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final LongAdder recorded = new LongAdder();

	/**
	 * Creates a reason.
	 * @param name its name, as counters and spans show it
	 * @param shown whether a sampled local root says it
	 */
	Reason(String name, boolean shown) {
		this.name = name;
		this.attributes = shown ? Attributes.of(ATTRIBUTE, name) : Attributes.empty();
	}

	String name() {
		return this.name;
	}

	long sampled() {
		return this.sampled.sum();
	}

	long dropped() {
		return this.dropped.sum();
	}

	/**
	 * How many of the refused traces are recorded all the same.
	 * @return the number, which is part of {@link #dropped()}
	 */
	long recorded() {
		return this.recorded.sum();
	}

	/**
	 * Keeps traces with a known probability.
	 * @param threshold the threshold of that probability
	 * @return the verdict
	 */
	Verdict keepAbove(long threshold) {
		return new Verdict(SamplingDecision.RECORD_AND_SAMPLE, this.attributes, this.sampled, Verdict.State.WRITTEN,
				Probability.digits(threshold));
	}

	/**
	 * Keeps traces whose probability nobody knows.
	 * @return the verdict
	 */
	Verdict keep() {
		return new Verdict(SamplingDecision.RECORD_AND_SAMPLE, this.attributes, this.sampled, Verdict.State.ERASED, "");
	}

	/**
	 * Keeps traces that the caller keeps, with his probability.
	 * @return the verdict
	 */
	Verdict follow() {
		return new Verdict(SamplingDecision.RECORD_AND_SAMPLE, this.attributes, this.sampled, Verdict.State.PASSED_ON,
				"");
	}

	/**
	 * Refuses traces, which may be recorded all the same.
	 * @return the verdict
	 */
	Verdict drop() {
		Verdict recorded = new Verdict(SamplingDecision.RECORD_ONLY, Attributes.empty(), this.recorded,
				Verdict.State.ERASED, "");
		return new Verdict(SamplingDecision.DROP, Attributes.empty(), this.dropped, Verdict.State.ERASED, "", recorded);
	}

	/**
	 * Refuses traces for good.
	 * @return the verdict
	 */
	Verdict dropForGood() {
		return new Verdict(SamplingDecision.DROP, Attributes.empty(), this.dropped, Verdict.State.ERASED, "");
	}

}
