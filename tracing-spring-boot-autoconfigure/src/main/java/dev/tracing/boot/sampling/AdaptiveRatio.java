/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a part of all traces that follows the load, and writes with each how many it
 * stands for: the part is settled before the trace comes. Ten times a second one of the
 * threads that pass by settles it anew, and none of the others waits for it.
 */
final class AdaptiveRatio implements Sampler {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

	private static final double SHORTEST = 1e-6;

	private final double ceiling;

	private final boolean consistent;

	private final Reason usual;

	private final List<Control> controls;

	private final @Nullable HardLimit hardLimit;

	private final LongSupplier nanoTime;

	private final long usualThreshold;

	private final Verdict usualDrop;

	private final LongAdder arrived = new LongAdder();

	private final AtomicLong kept = new AtomicLong();

	private final AtomicBoolean settling = new AtomicBoolean();

	private volatile Settled settled;

	/**
	 * Creates a ratio.
	 * @param ceiling part of the traces that is kept if no control keeps less
	 * @param consistent whether the threshold is written
	 * @param usual what is counted if no control keeps less
	 * @param controls what lowers the ratio
	 * @param hardLimit what refuses the rest; null for nothing
	 * @param nanoTime the time, in nanoseconds
	 */
	AdaptiveRatio(double ceiling, boolean consistent, Reason usual, List<Control> controls,
			@Nullable HardLimit hardLimit, LongSupplier nanoTime) {
		this.ceiling = ceiling;
		this.consistent = consistent;
		this.usual = usual;
		this.controls = List.copyOf(controls);
		this.hardLimit = hardLimit;
		this.nanoTime = nanoTime;
		this.usualThreshold = Probability.threshold(ceiling);
		this.usualDrop = usual.drop();
		this.settled = settle(nanoTime.getAsLong(), ceiling, usual, 0, 0);
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		long now = this.nanoTime.getAsLong();
		Settled settled = this.settled;
		if (now - settled.since >= TICK || this.kept.get() >= settled.keptLimit) {
			settled = settledAnew(settled, now);
		}
		this.arrived.increment();
		SpanContext parent = Span.fromContext(parentContext).getSpanContext();
		long random = Probability.random(parent.getTraceState(), traceId);
		if (random < this.usualThreshold) {
			return this.usualDrop.given();
		}
		if (random < settled.threshold) {
			return settled.drop.given();
		}
		if (this.hardLimit != null && !this.hardLimit.admits(now)) {
			return this.hardLimit.refusal().given();
		}
		this.kept.incrementAndGet();
		boolean known = Probability.isRandom(parent) && (this.hardLimit == null || !this.hardLimit.bites(now));
		return known ? settled.keep.given() : settled.keepUnknown.given();
	}

	private Settled settledAnew(Settled old, long now) {
		if (!this.settling.compareAndSet(false, true)) {
			return old;
		}
		try {
			return (this.settled.since() == old.since() && this.settled.kept() == old.kept()) ? look(old, now)
					: this.settled;
		}
		finally {
			this.settling.set(false);
		}
	}

	private Settled look(Settled old, long now) {
		long arrived = this.arrived.sum();
		long kept = this.kept.get();
		double seconds = Math.max(SHORTEST, (now - old.since) / 1e9);
		double probability = this.ceiling;
		Reason reason = this.usual;
		for (Control control : this.controls) {
			double wanted = control.next(arrived - old.arrived, kept - old.kept, seconds);
			if (wanted < probability) {
				probability = wanted;
				reason = control.reason();
			}
		}
		Settled settled = settle(now, probability, reason, arrived, kept);
		this.settled = settled;
		return settled;
	}

	private Settled settle(long now, double probability, Reason reason, long arrived, long kept) {
		long patience = Long.MAX_VALUE - kept;
		for (Control control : this.controls) {
			patience = Math.min(patience, control.patience());
		}
		long threshold = Probability.threshold(probability);
		Verdict unknown = reason.keep();
		Verdict keep = (this.consistent && threshold < Probability.NEVER) ? reason.keepAbove(threshold) : unknown;
		return new Settled(now, arrived, kept, kept + patience, threshold, keep, unknown, reason.drop());
	}

	/**
	 * Part of the traces that is kept now.
	 * @return a number from 0 to 1
	 */
	double probability() {
		return 1 - (double) this.settled.threshold / Probability.NEVER;
	}

	/**
	 * What it is counted as if a trace is not kept now.
	 * @return name of the reason
	 */
	String reason() {
		return this.settled.drop.reason();
	}

	@Override
	public String getDescription() {
		StringBuilder description = new StringBuilder(String.format(Locale.ROOT, "AdaptiveRatio{%.3f", this.ceiling));
		this.controls.forEach((control) -> description.append(", ").append(control.reason().name()));
		return description.append('}').toString();
	}

	@Override
	public String toString() {
		return getDescription();
	}

	/**
	 * What holds until the next look.
	 */
	private record Settled(long since, long arrived, long kept, long keptLimit, long threshold, Verdict keep,
			Verdict keepUnknown, Verdict drop) {
	}

}
