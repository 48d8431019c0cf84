/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The span of one delivery of a record to a listener.
 *
 * @param messaging what all messaging spans have
 * @param queueTime how the time in the topic is told
 */
record ProcessSemantics(MessagingSemantics messaging,
		QueueTime queueTime) implements SpanSemantics<ProcessSemantics.Received> {

	private static final AttributeKey<Long> DELIVERY_ATTEMPT = AttributeKey
		.longKey("messaging.kafka.message.delivery_attempt");

	@Override
	public SpanKind kind() {
		return SpanKind.CONSUMER;
	}

	@Override
	public String name(Received received) {
		return this.messaging.processName(received.record().topic());
	}

	@Override
	public void onStart(SpanStart span, Received received) {
		ConsumerRecord<?, ?> record = received.record();
		this.messaging.process(span);
		this.messaging.destination(span, record.topic());
		this.messaging.partition(span, record.partition());
		this.messaging.offset(span, record.offset());
		this.messaging.client(span, received.clientId(), received.group());
		// A value that could not be deserialized is null too.
		boolean tombstone = record.value() == null && record.serializedValueSize() == ConsumerRecord.NULL_SIZE;
		this.messaging.message(span, record.key(), tombstone, record.headers());
		if (received.attempt() > 1) {
			span.set(DELIVERY_ATTEMPT, (long) received.attempt());
		}
		this.queueTime.set(span, record);
		if (received.related().isSampled()) {
			span.link(received.related());
		}
	}

	/**
	 * A delivery.
	 *
	 * @param record what was delivered
	 * @param clientId id of the consumer; null if it is unknown
	 * @param group group of the consumer; null if it is unknown
	 * @param attempt the number of this delivery, from 1
	 * @param related the span of the batch that the record is in, or of the poll that
	 * brought it; invalid if there is none
	 */
	record Received(ConsumerRecord<?, ?> record, @Nullable String clientId, @Nullable String group, int attempt,
			SpanContext related) {
	}

}
