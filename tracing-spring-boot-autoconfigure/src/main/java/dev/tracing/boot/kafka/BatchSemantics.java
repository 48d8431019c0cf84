/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.HashSet;
import java.util.Set;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The span of a batch that a listener receives at once, linked to every sender.
 *
 * @param messaging what all messaging spans have
 * @param operations how to read the senders' contexts
 */
record BatchSemantics(MessagingSemantics messaging,
		Operations operations) implements SpanSemantics<BatchSemantics.ReceivedBatch> {

	private static final AttributeKey<Long> MESSAGE_COUNT = AttributeKey.longKey("messaging.batch.message_count");

	@Override
	public SpanKind kind() {
		return SpanKind.CONSUMER;
	}

	@Override
	public String name(ReceivedBatch batch) {
		return this.messaging.processName(batch.topic());
	}

	@Override
	public void onStart(SpanStart span, ReceivedBatch batch) {
		this.messaging.process(span);
		String topic = batch.topic();
		if (topic != null) {
			this.messaging.destination(span, topic);
		}
		if (batch.records().partitions().size() == 1) {
			this.messaging.partition(span, batch.records().partitions().iterator().next().partition());
		}
		this.messaging.client(span, batch.clientId(), batch.group());
		span.set(MESSAGE_COUNT, (long) batch.records().count());
		link(span, batch.records());
	}

	private void link(SpanStart span, ConsumerRecords<?, ?> records) {
		Set<SpanContext> linked = new HashSet<>();
		for (ConsumerRecord<?, ?> record : records) {
			SpanContext sender = Span.fromContext(this.operations.extract(record.headers(), HeaderCarrier.INSTANCE))
				.getSpanContext();
			if (sender.isRemote() && linked.add(sender)) {
				span.link(sender);
			}
		}
	}

	/**
	 * A batch.
	 *
	 * @param records what was delivered
	 * @param topic the topic of all records; null if they have several
	 * @param clientId id of the consumer; null if it is unknown
	 * @param group group of the consumer; null if it is unknown
	 */
	record ReceivedBatch(ConsumerRecords<?, ?> records, @Nullable String topic, @Nullable String clientId,
			@Nullable String group) {

		static ReceivedBatch of(ConsumerRecords<?, ?> records, @Nullable String clientId, @Nullable String group) {
			return new ReceivedBatch(records, commonTopic(records), clientId, group);
		}

		private static @Nullable String commonTopic(ConsumerRecords<?, ?> records) {
			String topic = null;
			for (TopicPartition partition : records.partitions()) {
				if (topic != null && !topic.equals(partition.topic())) {
					return null;
				}
				topic = partition.topic();
			}
			return topic;
		}

	}

}
