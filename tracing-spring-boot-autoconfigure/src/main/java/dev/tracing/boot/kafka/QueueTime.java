/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.InstantSource;

import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * How long records were in their topic before they came here, by the timestamps that they
 * carry. Where these lie in the future, because two clocks differ, nothing is said.
 *
 * @param clock the clock to compare with
 */
record QueueTime(InstantSource clock) {

	private static final AttributeKey<Long> OF_RECORD = AttributeKey.longKey("messaging.kafka.message.queue_time_ms");

	private static final AttributeKey<Long> OF_BATCH = AttributeKey.longKey("messaging.kafka.batch.max_queue_time_ms");

	void set(SpanStart span, ConsumerRecord<?, ?> record) {
		long waited = waited(record, this.clock.millis());
		if (waited >= 0) {
			span.set(OF_RECORD, waited);
		}
	}

	void setLongest(SpanStart span, ConsumerRecords<?, ?> records) {
		long now = this.clock.millis();
		long longest = -1;
		for (ConsumerRecord<?, ?> record : records) {
			longest = Math.max(longest, waited(record, now));
		}
		if (longest >= 0) {
			span.set(OF_BATCH, longest);
		}
	}

	private static long waited(ConsumerRecord<?, ?> record, long now) {
		return (record.timestamp() > 0) ? now - record.timestamp() : -1;
	}

}
