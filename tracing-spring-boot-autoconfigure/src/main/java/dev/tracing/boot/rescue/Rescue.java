/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.SpanStage;
import dev.tracing.boot.UnsampledRecording;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.SpanFate;
import dev.tracing.boot.ledger.SpanFates;
import dev.tracing.boot.ledger.UnsampledSpans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * The rescue of one application: stands before each queue, and tells the sampler whether
 * it is worth recording what is refused.
 */
final class Rescue implements SpanStage, UnsampledRecording, UnsampledSpans, SpanFates {

	private final RescueProperties properties;

	private final Judgement judgement;

	private final SlowThreshold threshold;

	private final FloodControl floodControl;

	private final StressSwitch stressSwitch;

	private final Ledger ledger;

	private final LongSupplier nanoTime;

	private final RescueCounts counts = new RescueCounts();

	private final List<TraceBuffer> buffers = new CopyOnWriteArrayList<>();

	private final List<RescueProcessor> processors = new CopyOnWriteArrayList<>();

	// Where nothing is exported there is no queue, and nothing to rescue for.
	private volatile boolean hasQueue;

	Rescue(RescueProperties properties, Judgement judgement, SlowThreshold threshold, StressSwitch stressSwitch,
			Ledger ledger, LongSupplier nanoTime) {
		this.properties = properties;
		this.judgement = judgement;
		this.threshold = threshold;
		this.floodControl = new FloodControl(properties.maxPerSecond(), properties.maxTotalPerSecond(),
				properties.reservePerSecond(), properties.maxKinds(), this.counts.beyondKinds, nanoTime);
		this.stressSwitch = stressSwitch;
		this.ledger = ledger;
		this.nanoTime = nanoTime;
	}

	@Override
	public SpanProcessor before(SpanProcessor queue) {
		TraceBuffer buffer = new TraceBuffer(this.properties.maxTraces(), this.properties.maxSpansPerTrace(),
				this.properties.maxBytes().toBytes());
		RescueProcessor processor = new RescueProcessor(queue, buffer, this.judgement, this.threshold,
				this.floodControl, new Verdicts(this.properties.maxVerdicts()),
				new Linger(this.properties.linger().toNanos(), this.nanoTime), this.ledger, this.counts);
		this.buffers.add(buffer);
		this.processors.add(processor);
		this.hasQueue = true;
		return processor;
	}

	List<RescueProcessor> processors() {
		return this.processors;
	}

	@Override
	public boolean isOn() {
		return this.hasQueue && this.stressSwitch.isOn();
	}

	@Override
	public boolean wasOn() {
		return this.hasQueue && this.stressSwitch.wasOn();
	}

	@Override
	public boolean samplesAtOnce(String name, Attributes attributes) {
		String error = Failures.atStart(attributes);
		return error != null && this.judgement.errors().containsNext() && this.floodControl.admits(name, error);
	}

	@Override
	public boolean wantsAttributes() {
		return this.threshold.wantsAttributes();
	}

	@Override
	public void forEachReason(BiConsumer<String, LongSupplier> listener) {
		// What is not recorded is counted by the sampler, and what is forgotten by the
		// ledger.
	}

	@Override
	public void onDrop(Consumer<String> listener) {
		this.counts.onForgotten(listener);
	}

	@Override
	public void onFate(BiConsumer<String, SpanFate> listener) {
		this.counts.onEvicted(listener);
	}

	RescueReason[] reasons() {
		return this.judgement.reasons();
	}

	RescueCounts counts() {
		return this.counts;
	}

	double traces() {
		return sum(TraceBuffer::size);
	}

	double bytes() {
		return sum(TraceBuffer::bytes);
	}

	private double sum(ToLongFunction<TraceBuffer> what) {
		long sum = 0;
		for (TraceBuffer buffer : this.buffers) {
			sum += what.applyAsLong(buffer);
		}
		return sum;
	}

}
