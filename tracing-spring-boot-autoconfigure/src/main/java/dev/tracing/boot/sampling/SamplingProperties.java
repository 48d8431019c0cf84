/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;

/**
 * Properties of sampling. Spring Boot's own keys and the OTEL_* variables win over them.
 *
 * @param ratio Part of the traces that is kept, from 0.0 to 1.0. Defaults to 0.1, and to
 * 1.0 under the profiles local and dev and with DevTools.
 * @param strategy Sampler that decides. Defaults to parent-based-trace-id-ratio.
 */
@ConfigurationProperties("tracing.sampling")
public record SamplingProperties(@Nullable Double ratio, OpenTelemetryTracingProperties.@Nullable Sampler strategy) {
}
