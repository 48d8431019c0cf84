/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;

import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.sampling.Attribute;
import dev.tracing.boot.sampling.SamplingProperties;
import dev.tracing.boot.sampling.Stress;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rescue together as the properties say.
 */
final class RescueAssembly {

	// Of what makes the sampler keep less: the rescue is to go first.
	private static final double EARLIER = 0.9;

	private final RescueProperties properties;

	private final LongSupplier nanoTime;

	/**
	 * Creates an assembly.
	 * @param properties properties, to be checked
	 * @param nanoTime the time, in nanoseconds
	 */
	RescueAssembly(RescueProperties properties, LongSupplier nanoTime) {
		RescueCheck.check(properties);
		this.properties = properties;
		this.nanoTime = nanoTime;
	}

	Rescue rescue(SamplingProperties.Load load, SlowThreshold threshold, Ledger ledger) {
		Stress stress = Stress.ofProcess(earlier(this.properties.maxCpu(), load.maxCpu()),
				earlier(this.properties.maxHeapAfterGc(), load.maxHeapAfterGc()));
		StressSwitch stressSwitch = new StressSwitch(stress::level, this.nanoTime, ForkJoinPool.commonPool());
		return new Rescue(this.properties, judgement(), threshold, stressSwitch, ledger, this.nanoTime);
	}

	/**
	 * Makes a limit that is reached before the sampler's.
	 * @param own the limit of the rescue
	 * @param samplers the limit at which the sampler saves; null if it never does
	 * @return the limit that holds
	 */
	static double earlier(double own, @Nullable Double samplers) {
		return (samplers != null) ? Math.min(own, samplers * EARLIER) : own;
	}

	Judgement judgement() {
		List<RescueCondition> conditions = new ArrayList<>();
		for (RescueProperties.Condition condition : this.properties.conditions()) {
			String name = (condition.name() != null) ? condition.name() : String.valueOf(condition.attribute());
			Attribute attribute = Attribute.of(new SamplingProperties.Match(condition.attribute(), condition.value(),
					condition.pattern(), condition.min(), condition.max()));
			conditions.add(new RescueCondition(attribute, new RescueReason(name)));
		}
		return new Judgement(new Failures(this.properties.errorScope()), this.properties.errors(),
				new Slowness(this.properties.slowerThan().toNanos(), this.properties.neverSlow()),
				this.properties.slowRatio(), conditions, this.properties.acrossServices());
	}

}
