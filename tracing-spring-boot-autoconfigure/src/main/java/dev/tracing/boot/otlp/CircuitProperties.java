/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the circuit that leaves a dead collector alone.
 *
 * @param failureThreshold Failed attempts in a row after which nothing is sent for a
 * while.
 * @param probeInterval How often a single request then tries whether the collector is
 * back.
 * @param maxPause Longest pause that a collector gets by Retry-After.
 */
@ConfigurationProperties("tracing.export.circuit")
public record CircuitProperties(@DefaultValue("3") int failureThreshold, @DefaultValue("5s") Duration probeInterval,
		@DefaultValue("5m") Duration maxPause) {
}
