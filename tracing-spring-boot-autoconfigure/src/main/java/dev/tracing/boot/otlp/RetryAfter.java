/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

/**
 * The header Retry-After: seconds, or a date of HTTP.
 */
final class RetryAfter {

	// More digits than any pause has, and few enough for a long.
	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	// Returns the pause that it asks for; zero for none, and for what cannot be read.
	static Duration parse(@Nullable String value, Clock clock) {
		String text = (value != null) ? value.trim() : "";
		if (text.isEmpty()) {
			return Duration.ZERO;
		}
		if (text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Duration.ofSeconds(Long.parseLong(text.substring(0, Math.min(text.length(), MAX_DIGITS))));
		}
		try {
			Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
			Duration pause = Duration.between(clock.instant(), date);
			return pause.isNegative() ? Duration.ZERO : pause;
		}
		catch (DateTimeParseException ex) {
			return Duration.ZERO;
		}
	}

}
