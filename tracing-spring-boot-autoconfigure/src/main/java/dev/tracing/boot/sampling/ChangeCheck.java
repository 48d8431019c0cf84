/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses a change that cannot work or is one too many, and says what to do instead. It
 * is asked by one thread at a time.
 */
final class ChangeCheck {

	private final Set<String> temporaryNames = new TreeSet<>();

	/**
	 * Checks a change.
	 * @param change the change
	 * @param ttl time after which it is taken back
	 * @param plan what is in effect
	 * @param others how many other changes there are
	 */
	void check(Change change, Duration ttl, SamplingPlan plan, int others) {
		SamplingProperties.Control control = plan.properties().control();
		Duration max = control.maxTtl();
		require(ttl.toMillis() > 0 && ttl.compareTo(max) <= 0, "'ttl' must be more than 0 and at most "
				+ max.toSeconds() + "s (tracing.sampling.control.max-ttl) but is " + ttl.toMillis() + "ms.");
		require(others < control.maxChanges(), "There are " + others
				+ " changes in effect (tracing.sampling.control.max-changes). Take one back first.");
		switch (change.kind()) {
			case RULE -> {
				require(!plan.isOff(), "The sampler is off (tracing.sampling.strategy="
						+ plan.strategy().name().toLowerCase(Locale.ROOT) + ") and asks no rule. Set a ratio first.");
				checkName(change.name(), control.maxChanges());
			}
			case DRY_RUN -> checkName(change.name(), control.maxChanges());
			case SWITCH -> require(plan.rules().stream().anyMatch((rule) -> rule.name().equals(change.name())),
					"There is no rule '" + change.name() + "'. There are "
							+ plan.rules().stream().map(NamedRule::name).toList() + ".");
			case RATIO, CONFIGURATION -> {
			}
		}
	}

	// Each name is a counter of its own, and counters stay.
	private void checkName(String name, int limit) {
		require(this.temporaryNames.contains(name) || this.temporaryNames.size() < limit,
				"Temporary rules have had " + limit + " names since the start "
						+ "(tracing.sampling.control.max-changes). Use one of " + this.temporaryNames + ".");
		this.temporaryNames.add(name);
	}

	private static void require(boolean holds, String message) {
		if (!holds) {
			throw new IllegalArgumentException(message);
		}
	}

}
