/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of reactive chains.
 *
 * @param enabled Whether code in operators sees the span of its chain. Not needed, and
 * without effect, where spring.reactor.context-propagation is auto.
 */
@ConfigurationProperties("tracing.reactor")
public record ReactorProperties(@DefaultValue("true") boolean enabled) {
}
