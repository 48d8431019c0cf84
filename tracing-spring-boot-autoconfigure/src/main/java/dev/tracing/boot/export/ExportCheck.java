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
		checkEndpoint("tracing.export.endpoint", properties.endpoint());
		positive("tracing.export.timeout", properties.timeout());
		positive("tracing.export.connect-timeout", properties.connectTimeout());
		positive("tracing.export.shutdown-timeout", properties.shutdownTimeout());
		if (properties.concurrency() < 1) {
			throw new InvalidConfigurationPropertyValueException("tracing.export.concurrency",
					properties.concurrency(), "It must be 1 or more.");
		}
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
		properties.destinations()
			.forEach((name, destination) -> checkDestination(name, destination, effective.getMaxBatchSize()));
	}

	private static void checkDestination(String name, ExportProperties.Destination destination, int batchSize) {
		String prefix = "tracing.export.destinations." + name + ".";
		if (destination.endpoint() == null || destination.endpoint().isBlank()) {
			throw new InvalidConfigurationPropertyValueException(prefix + "endpoint", destination.endpoint(),
					"A destination needs the address of a collector. Write http://localhost:4318, for example.");
		}
		checkEndpoint(prefix + "endpoint", destination.endpoint());
		positive(prefix + "timeout", destination.timeout());
		if (destination.maxQueueSize() < batchSize) {
			throw new InvalidConfigurationPropertyValueException(prefix + "max-queue-size",
					destination.maxQueueSize(), "It must not be smaller than a batch, which is %d.".formatted(batchSize));
		}
	}

	private static void checkEndpoint(String name, @Nullable String endpoint) {
		String problem = (endpoint != null && !endpoint.isBlank()) ? OtlpEndpoint.problem(endpoint) : null;
		if (problem != null) {
			throw new InvalidConfigurationPropertyValueException(name, endpoint, problem);
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
