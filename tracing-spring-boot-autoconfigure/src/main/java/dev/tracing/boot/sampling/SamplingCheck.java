/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses properties of sampling that cannot work, and says what to write instead.
 */
final class SamplingCheck {

	private static final int SECRET_LENGTH = 16;

	private static final int MOST_DECISIONS = 10_000;

	private SamplingCheck() {
	}

	static void check(SamplingProperties properties) {
		ratio("ratio", properties.ratio(), "Write 0.1 to keep one trace in ten.");
		Double limit = properties.maxTracesPerSecond();
		require(limit == null || limit > 0, "max-traces-per-second", limit,
				"It must be more than 0. Write a ratio of 0.0 to keep no trace.");
		Integer burst = properties.burst();
		require(burst == null || burst > 0, "burst", burst, "It must be 1 or more. Write 1 to allow no burst.");
		require(!properties.hard() || limit != null, "hard", properties.hard(),
				"There is no limit to be hard. Write max-traces-per-second, too.");
		check(properties.load());
		RemoteCheck.check(properties);
		String secret = properties.force().secret();
		// Not the secret itself: the message ends up in a log.
		require(secret == null || secret.length() >= SECRET_LENGTH, "force.secret", "******",
				"It is too short to be a secret. Write " + SECRET_LENGTH + " random characters or more.");
		require(!properties.force().header().isBlank(), "force.header", properties.force().header(),
				"It must be the name of a header. Write X-Force-Trace.");
		check(properties.control());
		new RuleCheck("tracing.sampling.force").check(".attributes", properties.force().attributes());
	}

	static void check(double ratio) {
		if (!(ratio >= 0.0 && ratio <= 1.0)) {
			throw new InvalidConfigurationPropertyValueException("management.tracing.sampling.probability", ratio,
					"It must be from 0.0 (no trace) to 1.0 (every trace). Write 0.1 to keep one trace in ten.");
		}
	}

	private static void check(SamplingProperties.Load load) {
		Double maxQps = load.maxQps();
		require(maxQps == null || maxQps > 0, "load.max-qps", maxQps,
				"It must be more than 0. Write the traces per second that need no saving.");
		ratio("load.floor", load.floor(), "Write 0.01 to keep one trace in a hundred at least.");
		ratio("load.ceiling", load.ceiling(), "Write 0.1 to keep one trace in ten at most.");
		require(load.ceiling() == null || load.floor() <= load.ceiling(), "load.floor", load.floor(),
				"It must not be above the ceiling, which is " + load.ceiling() + ". Write a lower number.");
		require(load.hysteresis() >= 0.0 && load.hysteresis() < 1.0, "load.hysteresis", load.hysteresis(),
				"It must be from 0.0 to less than 1.0. Write 0.2.");
		require(load.interval().toMillis() > 0, "load.interval", load.interval(), "It must be more than 0. Write 5s.");
		require(!load.recovery().isNegative(), "load.recovery", load.recovery(), "It must not be negative. Write 30s.");
		ratio("load.max-cpu", load.maxCpu(), "Write 0.8 to save above 80 %.");
		ratio("load.max-heap-after-gc", load.maxHeapAfterGc(), "Write 0.85 to save above 85 %.");
		ratio("load.max-queue", load.maxQueue(), "Write 0.75 to save above 75 %.");
	}

	private static void check(SamplingProperties.Control control) {
		require(control.maxTtl().toMillis() > 0, "control.max-ttl", control.maxTtl(),
				"It must be more than 0. Write 1h.");
		require(control.maxChanges() >= 0, "control.max-changes", control.maxChanges(),
				"It must be 0 (no change) or more. Write 50.");
		require(control.recentDecisions() >= 0 && control.recentDecisions() <= MOST_DECISIONS,
				"control.recent-decisions", control.recentDecisions(),
				"It must be from 0 (none) to " + MOST_DECISIONS + ". Write 100.");
	}

	private static void ratio(String property, @Nullable Double ratio, String remedy) {
		require(ratio == null || (ratio >= 0.0 && ratio <= 1.0), property, ratio,
				"It must be from 0.0 to 1.0. " + remedy);
	}

	private static void require(boolean holds, String property, @Nullable Object value, String reason) {
		if (!holds) {
			throw new InvalidConfigurationPropertyValueException("tracing.sampling." + property, value, reason);
		}
	}

}
