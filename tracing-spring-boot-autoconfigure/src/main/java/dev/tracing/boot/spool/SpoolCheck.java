/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Refuses settings with which nothing could be kept.
 */
final class SpoolCheck {

	private static final String SPOOL = "tracing.export.spool.";

	private static final DataSize SMALLEST = DataSize.ofKilobytes(64);

	private static final Duration SHORTEST_DELAY = Duration.ofMillis(100);

	private SpoolCheck() {
	}

	static void check(SpoolProperties properties) {
		if (!isPath(properties.directory())) {
			throw refuse("directory", properties.directory(),
					"Write the path of a directory, such as /var/spool/shop.");
		}
		if (properties.maxSize().compareTo(SMALLEST) < 0) {
			throw refuse("max-size", properties.maxSize(), "It must be 64KB or more. Write 256MB, for example.");
		}
		if (properties.maxAge().isNegative() || properties.maxAge().isZero()) {
			throw refuse("max-age", properties.maxAge(), "It must be longer than zero. Write 24h, for example.");
		}
		if (properties.maxDelay().compareTo(SHORTEST_DELAY) < 0) {
			throw refuse("max-delay", properties.maxDelay(), "It must be 100ms or longer. Write 1s, for example.");
		}
		if (properties.maxRequestsPerSecond() < 1) {
			throw refuse("max-requests-per-second", properties.maxRequestsPerSecond(), "It must be 1 or more.");
		}
	}

	private static boolean isPath(String directory) {
		try {
			Path path = Path.of(directory);
			return !path.toString().isBlank();
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	private static InvalidConfigurationPropertyValueException refuse(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(SPOOL + name, value, reason);
	}

}
