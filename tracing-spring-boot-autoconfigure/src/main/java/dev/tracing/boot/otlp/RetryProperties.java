/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the retry. All attempts together take {@code tracing.export.timeout} at
 * most.
 *
 * @param initialBackoff Pause after the first attempt that failed.
 * @param maxBackoff Longest pause between two attempts, unless the collector asks for
 * more.
 * @param multiplier How much longer each pause is than the one before.
 * @param jitter Most by which a pause is shorter or longer than that, as part of it.
 */
@ConfigurationProperties("tracing.export.retry")
public record RetryProperties(@DefaultValue("1s") Duration initialBackoff, @DefaultValue("5s") Duration maxBackoff,
		@DefaultValue("1.5") double multiplier, @DefaultValue("0.2") double jitter) {
}
