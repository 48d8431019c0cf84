/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;

import dev.tracing.boot.OtlpEndpoint;
import dev.tracing.boot.WrittenProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.core.env.Environment;

/**
 * Refuses export settings with which spans would be lost in silence.
 */
final class ExportCheck {

	private static final String EXPORT = "management.opentelemetry.tracing.export.";

	private final Environment environment;

	ExportCheck(Environment environment) {
		this.environment = environment;
	}

	void check(ExportProperties properties, OpenTelemetryTracingProperties.Export effective) {
		checkEndpoint(properties.endpoint());
		positive("tracing.export.timeout", properties.timeout());
		positive("tracing.export.connect-timeout", properties.connectTimeout());
		positive("tracing.export.shutdown-timeout", properties.shutdownTimeout());
		atLeastOne("max-queue-size", effective.getMaxQueueSize());
		atLeastOne("max-batch-size", effective.getMaxBatchSize());
		if (effective.getMaxBatchSize() > effective.getMaxQueueSize()) {
			throw WrittenProperty.refuse(this.environment, EXPORT + "max-batch-size", effective.getMaxBatchSize(),
					"It must not be larger than %s, which is %d.".formatted(
							WrittenProperty.nameOf(this.environment, EXPORT + "max-queue-size"),
							effective.getMaxQueueSize()));
		}
		if (!isPositive(effective.getScheduleDelay())) {
			throw WrittenProperty.refuse(this.environment, EXPORT + "schedule-delay", effective.getScheduleDelay(),
					"It must be longer than zero. Write 5s, for example.");
		}
		if (effective.getTimeout().isNegative()) {
			throw WrittenProperty.refuse(this.environment, EXPORT + "timeout", effective.getTimeout(),
					"It must not be negative. Write 30s, for example.");
		}
	}

	private static void checkEndpoint(@Nullable String endpoint) {
		String problem = (endpoint != null && !endpoint.isBlank()) ? OtlpEndpoint.problem(endpoint) : null;
		if (problem != null) {
			throw new InvalidConfigurationPropertyValueException("tracing.export.endpoint", endpoint, problem);
		}
	}

	private void atLeastOne(String name, int value) {
		if (value < 1) {
			throw WrittenProperty.refuse(this.environment, EXPORT + name, value, "It must be 1 or more.");
		}
	}

	private static void positive(String name, Duration value) {
		if (!isPositive(value)) {
			throw new InvalidConfigurationPropertyValueException(name, value,
					"It must be longer than zero. Write 10s, for example.");
		}
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

}
