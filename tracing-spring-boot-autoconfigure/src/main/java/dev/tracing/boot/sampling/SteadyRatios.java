/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Ratios that go on when another plan takes over: what they know of the load stays, as
 * long as what they are made of has not changed.
 */
final class SteadyRatios {

	private final Map<Object, AdaptiveRatio> before;

	private final Map<Object, AdaptiveRatio> now = new HashMap<>();

	SteadyRatios() {
		this(Map.of());
	}

	private SteadyRatios(Map<Object, AdaptiveRatio> before) {
		this.before = before;
	}

	/**
	 * Returns a ratio.
	 * @param madeOf everything that it depends on
	 * @param make makes it
	 * @return the ratio of the plan before, or a new one
	 */
	AdaptiveRatio get(Object madeOf, Supplier<AdaptiveRatio> make) {
		AdaptiveRatio known = this.before.get(madeOf);
		AdaptiveRatio ratio = (known != null) ? known : make.get();
		this.now.put(madeOf, ratio);
		return ratio;
	}

	SteadyRatios ofNextPlan() {
		return new SteadyRatios(this.now);
	}

}
