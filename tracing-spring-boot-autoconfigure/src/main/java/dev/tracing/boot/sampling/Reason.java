/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.atomic.LongAccumulator;
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

	private volatile Attributes attributes = Attributes.empty();

	private final LongAdder sampled = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private final LongAdder recorded = new LongAdder();

	private final LongAccumulator unsampled = new LongAccumulator(Math::max, 0);

	/**
	 * Creates a reason.
	 * @param name its name, as counters and spans show it
	 * @param shown whether a sampled local root says it
	 */
	Reason(String name, boolean shown) {
		this.name = name;
		show(shown);
	}

	/**
	 * Changes what is said by the verdicts that are made from now on.
	 * @param shown whether a sampled local root says the reason
	 */
	void show(boolean shown) {
		this.attributes = shown ? Attributes.of(ATTRIBUTE, this.name) : Attributes.empty();
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
	 * Counts a span that is not recorded, and is not a local root on which was decided.
	 */
	void skip() {
		this.skipped.increment();
	}

	/**
	 * How many spans were not recorded for this reason, children of what was dropped
	 * included.
	 * @return the number
	 */
	long unsampled() {
		// Read first, since whoever is counted here was counted as dropped before. Who
		// was dropped and is about to be recorded is not taken back: the count never
		// goes down.
		long recorded = this.recorded.sum();
		this.unsampled.accumulate(this.skipped.sum() + this.dropped.sum() - recorded);
		return this.unsampled.get();
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
				Probability.digits(threshold), this.name);
	}

	/**
	 * Keeps traces whose probability nobody knows.
	 * @return the verdict
	 */
	Verdict keep() {
		return new Verdict(SamplingDecision.RECORD_AND_SAMPLE, this.attributes, this.sampled, Verdict.State.ERASED, "",
				this.name);
	}

	/**
	 * Keeps traces that the caller keeps, with his probability.
	 * @return the verdict
	 */
	Verdict follow() {
		return new Verdict(SamplingDecision.RECORD_AND_SAMPLE, this.attributes, this.sampled, Verdict.State.PASSED_ON,
				"", this.name);
	}

	/**
	 * Refuses traces, which may be recorded all the same.
	 * @return the verdict
	 */
	Verdict drop() {
		Verdict recorded = new Verdict(SamplingDecision.RECORD_ONLY, Attributes.empty(), this.recorded,
				Verdict.State.ERASED, "", this.name, null);
		return new Verdict(SamplingDecision.DROP, Attributes.empty(), this.dropped, Verdict.State.ERASED, "", this.name,
				recorded);
	}

	/**
	 * Refuses traces for good.
	 * @return the verdict
	 */
	Verdict dropForGood() {
		return new Verdict(SamplingDecision.DROP, Attributes.empty(), this.dropped, Verdict.State.ERASED, "", this.name,
				null);
	}

}
