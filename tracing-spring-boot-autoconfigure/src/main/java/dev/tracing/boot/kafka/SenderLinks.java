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
	 * @param parent the span's parent, to which it needs no link; invalid for none
	 */
	void add(SpanStart span, ConsumerRecords<?, ?> records, SpanContext parent) {
		Set<SpanContext> linked = new HashSet<>();
		linked.add(parent);
		int looked = 0;
		for (ConsumerRecord<?, ?> record : records) {
			if (looked++ == this.limit) {
				span.set(OMITTED, (long) records.count() - this.limit);
				return;
			}
			SpanContext sender = spanOf(sender(record));
			if (sender.isRemote() && linked.add(sender)) {
				span.link(sender);
			}
		}
	}

	/**
	 * Reads the context that a record was sent in.
	 * @param record the record
	 * @return the current context, with the sender's span and baggage where there are any
	 */
	Context sender(ConsumerRecord<?, ?> record) {
		return this.operations.extract(record.headers(), HeaderCarrier.INSTANCE);
	}

	static SpanContext spanOf(Context context) {
		return Span.fromContext(context).getSpanContext();
	}

}
