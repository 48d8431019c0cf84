/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.guard;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of one span. Spring Boot's own keys and the OTEL_* variables win over them.
 *
 * @param maxAttributes Most attributes of a span.
 * @param maxEvents Most events of a span.
 * @param maxLinks Most links of a span.
 * @param maxAttributesPerEvent Most attributes of an event.
 * @param maxAttributesPerLink Most attributes of a link.
 * @param maxAttributeValueLength Longest text in an attribute, in chars; longer text is
 * cut.
 */
@ConfigurationProperties("tracing.limits")
public record LimitsProperties(@DefaultValue("32") int maxAttributes, @DefaultValue("32") int maxEvents,
		@DefaultValue("512") int maxLinks, @DefaultValue("128") int maxAttributesPerEvent,
		@DefaultValue("128") int maxAttributesPerLink, @DefaultValue("4096") int maxAttributeValueLength) {
}
