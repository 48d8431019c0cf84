/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What health says of tracing.
 *
 * @param degradedAfter Time for which every export must have failed until health says
 * DEGRADED.
 */
@ConfigurationProperties("tracing.health")
public record ExportHealthProperties(@DefaultValue("1m") Duration degradedAfter) {
}
