/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.AntPathMatcher;

/**
 * Refuses properties of the rescue that cannot work, and says what to write instead.
 */
final class RescueCheck {

	private RescueCheck() {
	}

	static void check(RescueProperties properties) {
		ratio("errors", properties.errors(), "Write 1.0 to keep every trace with an error.");
		ratio("slow-ratio", properties.slowRatio(), "Write 1.0 to keep every slow trace.");
		ratio("max-cpu", properties.maxCpu(), "Write 0.9 to stop above 90 %.");
		ratio("max-heap-after-gc", properties.maxHeapAfterGc(), "Write 0.85 to stop above 85 %.");
		Duration slowerThan = properties.slowerThan();
		require(slowerThan.toMillis() > 0, "slower-than", slowerThan, "It must be 1ms or more. Write 1s.");
		require(!properties.linger().isNegative(), "linger", properties.linger(),
				"It must not be negative. Write 0s to decide as soon as the local root has ended.");
		positive("max-per-second", properties.maxPerSecond());
		positive("max-total-per-second", properties.maxTotalPerSecond());
		positive("reserve-per-second", properties.reservePerSecond());
		positive("max-kinds", properties.maxKinds());
		positive("max-traces", properties.maxTraces());
		positive("max-bytes", (double) properties.maxBytes().toBytes());
		positive("max-verdicts", properties.maxVerdicts());
		require(properties.maxSpansPerTrace() >= 2, "max-spans-per-trace", properties.maxSpansPerTrace(),
				"It must be 2 or more. Write 200.");
		for (int i = 0; i < properties.neverSlow().size(); i++) {
			String pattern = properties.neverSlow().get(i);
			require(isPattern(pattern), "never-slow[" + i + "]", pattern,
					"It is not a path pattern. Write a pattern such as /polls/**.");
		}
		check(properties.conditions());
	}

	// Expressions in a pattern are compiled only when it is matched, which is too late.
	private static boolean isPattern(String pattern) {
		try {
			new AntPathMatcher().match(pattern, pattern);
			return !pattern.isBlank();
		}
		catch (PatternSyntaxException ex) {
			return false;
		}
	}

	private static void check(List<RescueProperties.Condition> conditions) {
		for (int i = 0; i < conditions.size(); i++) {
			RescueProperties.Condition condition = conditions.get(i);
			String at = "conditions[" + i + "]";
			String attribute = condition.attribute();
			require(attribute != null && !attribute.isBlank(), at + ".attribute", attribute,
					"It must say what is looked at. Write the name of an attribute.");
			Double min = condition.min();
			Double max = condition.max();
			int kinds = ((condition.value() != null) ? 1 : 0) + ((condition.pattern() != null) ? 1 : 0)
					+ ((min != null || max != null) ? 1 : 0);
			require(kinds <= 1, at, condition,
					"Only one of value, pattern and a range (min, max) can hold. Write one of them.");
			require(min == null || max == null || min <= max, at + ".min", min,
					"It must not be more than max, which is " + max + ". Write a lower number.");
		}
	}

	private static void ratio(String property, double ratio, String remedy) {
		require(ratio >= 0.0 && ratio <= 1.0, property, ratio, "It must be from 0.0 to 1.0. " + remedy);
	}

	private static void positive(String property, double value) {
		require(value > 0, property, value,
				"It must be more than 0. Set tracing.sampling.rescue.enabled to false to rescue nothing.");
	}

	private static void require(boolean holds, String property, @Nullable Object value, String reason) {
		if (!holds) {
			throw new InvalidConfigurationPropertyValueException("tracing.sampling.rescue." + property, value, reason);
		}
	}

}
