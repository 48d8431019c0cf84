/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The span of a record that one producer sends.
 *
 * @param messaging what all messaging spans have
 * @param clientId id of the producer; null if it is unknown
 */
record SendSemantics(MessagingSemantics messaging,
		@Nullable String clientId) implements SpanSemantics<ProducerRecord<?, ?>> {

	@Override
	public SpanKind kind() {
		return SpanKind.PRODUCER;
	}

	@Override
	public String name(ProducerRecord<?, ?> record) {
		return this.messaging.sendName(record.topic());
	}

	@Override
	public void onStart(SpanStart span, ProducerRecord<?, ?> record) {
		this.messaging.send(span);
		this.messaging.destination(span, record.topic());
		Integer partition = record.partition();
		if (partition != null) {
			this.messaging.partition(span, partition);
		}
		this.messaging.client(span, this.clientId, null);
		this.messaging.message(span, record.key(), record.value() == null, record.headers());
	}

}
