/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of tracing with Kafka.
 *
 * @param enabled Whether Kafka records are traced.
 * @param producer Records that are sent.
 * @param consumer Records that listeners receive.
 * @param captureKey Whether the key of a record becomes an attribute, if it is text or a
 * number.
 * @param messageIdHeader Name of the record header that holds the message's id; empty for
 * none.
 * @param batch How the span of a batch belongs to the traces of those who sent its
 * records.
 * @param batchLimit How many records of a batch get a link or a span of their own.
 * @param receiveSpans Whether a poll that brings records has a span of its own.
 */
@ConfigurationProperties("tracing.kafka")
public record KafkaTracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue Producer producer,
		@DefaultValue Consumer consumer, @DefaultValue("false") boolean captureKey,
		@DefaultValue("ce_id") String messageIdHeader, @DefaultValue("links") BatchMode batch,
		@DefaultValue("512") int batchLimit, @DefaultValue("false") boolean receiveSpans) {

	/**
	 * How the span of a batch belongs to the traces of those who sent its records.
	 */
	public enum BatchMode {

		/**
		 * A trace of its own, linked to every sender.
		 */
		LINKS,

		/**
		 * As with links, and each record has a span of its own in its sender's trace.
		 */
		PER_RECORD,

		/**
		 * In the sender's trace if all records are of one trace, else with links.
		 */
		SINGLE_PARENT

	}

	/**
	 * Records that are sent.
	 *
	 * @param enabled Whether sent records have a span and carry the trace.
	 */
	public record Producer(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Records that listeners receive.
	 *
	 * @param enabled Whether listeners have a span and go on with the sender's trace.
	 */
	public record Consumer(@DefaultValue("true") boolean enabled) {
	}

}
