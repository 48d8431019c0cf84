/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.HashSet;
import java.util.Set;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Links the span of several records to their senders. Only the first records are looked
 * at; of the others the span tells how many there were.
 *
 * @param operations how to read the senders' contexts
 * @param limit how many records are looked at
 */
record SenderLinks(Operations operations, int limit) {

	static final AttributeKey<Long> OMITTED = AttributeKey.longKey("messaging.kafka.batch.omitted_count");

	/**
	 * Links a span.
	 * @param span the span that starts
	 * @param records its records
	 * @param senders their senders
	 * @param parent the span's parent, to which it needs no link; invalid for none
	 */
	void add(SpanStart span, ConsumerRecords<?, ?> records, Senders senders, SpanContext parent) {
		Set<SpanContext> linked = new HashSet<>();
		linked.add(parent);
		int looked = 0;
		for (ConsumerRecord<?, ?> record : records) {
			if (looked++ == this.limit) {
				span.set(OMITTED, (long) records.count() - this.limit);
				return;
			}
			SpanContext sender = spanOf(senders.of(looked - 1, record));
			if (sender.isRemote() && linked.add(sender)) {
				span.link(sender);
			}
		}
	}

	/**
	 * Prepares to read senders.
	 * @param records the records that they sent
	 * @return the senders
	 */
	Senders senders(ConsumerRecords<?, ?> records) {
		return new Senders(this.operations, records.count());
	}

	static SpanContext spanOf(Context context) {
		return Span.fromContext(context).getSpanContext();
	}

}
