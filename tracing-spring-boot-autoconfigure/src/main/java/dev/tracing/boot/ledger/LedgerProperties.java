/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The account of every span.
 *
 * @param leakAfter Time after which a span that has not ended counts as leaked.
 * @param leakOrigins Whether to note where each span is started, so that the message
 * about a leaked one can tell. Takes a stack trace per span.
 * @param maxWatchedSpans Most live spans that are watched for leaks at a time.
 */
@ConfigurationProperties("tracing.ledger")
public record LedgerProperties(@DefaultValue("1h") Duration leakAfter, @DefaultValue("false") boolean leakOrigins,
		@DefaultValue("4096") int maxWatchedSpans) {
}
