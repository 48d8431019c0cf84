/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of tracing with JDBC.
 *
 * @param enabled Whether statements are traced.
 * @param startTraces Whether a statement that is executed outside of any span starts a
 * trace of its own.
 * @param connectionWaitThreshold Time that it takes at least to get a connection until
 * that becomes a span; with 0 it always does.
 */
@ConfigurationProperties("tracing.jdbc")
public record JdbcTracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean startTraces,
		@DefaultValue("10ms") Duration connectionWaitThreshold) {

}
