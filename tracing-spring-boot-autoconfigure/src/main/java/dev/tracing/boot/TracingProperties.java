/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Semconv;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of tracing as a whole.
 *
 * @param enabled Whether spans are made. When disabled, the caller's trace context is
 * passed on unchanged and nothing else happens.
 * @param semconv Names of the attributes: stable, legacy or both side by side.
 * @param naming Names of the spans: as the semantic conventions say, or of the form
 * component.operation.
 */
@ConfigurationProperties("tracing")
public record TracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("stable") Semconv semconv,
		@DefaultValue("semconv") Naming naming) {
}
