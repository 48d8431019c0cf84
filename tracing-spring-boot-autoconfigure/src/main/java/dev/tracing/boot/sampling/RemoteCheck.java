/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses properties of remote sampling that cannot work, and says what to write instead.
 */
final class RemoteCheck {

	// What the sampler counts in milliseconds has to be an int.
	private static final Duration LONGEST = Duration.ofDays(24);

	private RemoteCheck() {
	}

	static void check(SamplingProperties properties) {
		SamplingProperties.Remote remote = properties.remote();
		Duration interval = remote.pollingInterval();
		require(interval.toMillis() > 0 && interval.compareTo(LONGEST) <= 0, "polling-interval", interval,
				"It must be more than 0 and at most 24 days. Write 1m.");
		if (remote.endpoint() == null) {
			return;
		}
		// A second die after the collector's would keep less than either of them says.
		require(properties.maxTracesPerSecond() == null, "endpoint", remote.endpoint(),
				"The collector tells the limit, too. Write either it or tracing.sampling.max-traces-per-second; "
						+ "max-per-second of a rule is possible with both.");
		require(!properties.load().isSet(), "endpoint", remote.endpoint(),
				"The ratio is the collector's and cannot follow the load here. Write either it or "
						+ "tracing.sampling.load.");
	}

	static InvalidConfigurationPropertyValueException refusal(Object endpoint, String reason) {
		return new InvalidConfigurationPropertyValueException("tracing.sampling.remote.endpoint", endpoint, reason);
	}

	private static void require(boolean holds, String property, Object value, String reason) {
		if (!holds) {
			throw new InvalidConfigurationPropertyValueException("tracing.sampling.remote." + property, value, reason);
		}
	}

}
