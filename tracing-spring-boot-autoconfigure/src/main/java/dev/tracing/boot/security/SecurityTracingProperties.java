/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of Spring Security's part in traces.
 *
 * @param enabled Whether the filter chain, authentications and authorizations make spans.
 * Their metrics do not depend on it.
 */
@ConfigurationProperties("tracing.security")
public record SecurityTracingProperties(@DefaultValue("false") boolean enabled) {
}
