/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses settings that would hammer a collector or never try it again.
 */
final class PatienceCheck {

	private static final String RETRY = "tracing.export.retry.";

	private static final String CIRCUIT = "tracing.export.circuit.";

	private PatienceCheck() {
	}

	static void check(RetryProperties retry, CircuitProperties circuit) {
		positive(RETRY + "initial-backoff", retry.initialBackoff(), "1s");
		if (retry.maxBackoff().compareTo(retry.initialBackoff()) < 0) {
			throw refuse(RETRY + "max-backoff", retry.maxBackoff(),
					"It must not be shorter than " + RETRY + "initial-backoff.");
		}
		if (!(retry.multiplier() >= 1 && retry.multiplier() <= 100)) {
			throw refuse(RETRY + "multiplier", retry.multiplier(), "It must be from 1.0 to 100.0.");
		}
		if (!(retry.jitter() >= 0 && retry.jitter() <= 1)) {
			throw refuse(RETRY + "jitter", retry.jitter(), "It must be from 0.0 to 1.0.");
		}
		if (circuit.failureThreshold() < 1) {
			throw refuse(CIRCUIT + "failure-threshold", circuit.failureThreshold(), "It must be 1 or more.");
		}
		positive(CIRCUIT + "probe-interval", circuit.probeInterval(), "5s");
		positive(CIRCUIT + "max-pause", circuit.maxPause(), "5m");
	}

	private static void positive(String name, Duration value, String example) {
		if (value.isNegative() || value.isZero()) {
			throw refuse(name, value, "It must be longer than zero. Write " + example + ", for example.");
		}
	}

	private static InvalidConfigurationPropertyValueException refuse(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(name, value, reason);
	}

}
