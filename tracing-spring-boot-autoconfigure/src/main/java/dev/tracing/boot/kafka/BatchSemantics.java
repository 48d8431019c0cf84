/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The span of a batch that a listener receives at once, linked to every sender.
 *
 * @param messaging what all messaging spans have
 * @param links how it is linked to the senders
 * @param queueTime how the time in the topic is told
 */
record BatchSemantics(MessagingSemantics messaging, SenderLinks links,
		QueueTime queueTime) implements SpanSemantics<BatchSemantics.ReceivedBatch> {

	@Override
	public SpanKind kind() {
		return SpanKind.CONSUMER;
	}

	@Override
	public String name(ReceivedBatch batch) {
		return this.messaging.processName(commonTopic(batch.records()));
	}

	@Override
	public void onStart(SpanStart span, ReceivedBatch batch) {
		this.messaging.process(span);
		this.messaging.batch(span, batch.records(), commonTopic(batch.records()));
		this.messaging.client(span, batch.clientId(), batch.group());
		this.queueTime.setLongest(span, batch.records());
		if (batch.poll().isSampled()) {
			span.link(batch.poll());
		}
		this.links.add(span, batch.records(), batch.senders(), batch.parent());
	}

	/**
	 * Finds the topic of records.
	 * @param records the records
	 * @return the topic of all; null if they have several
	 */
	static @Nullable String commonTopic(ConsumerRecords<?, ?> records) {
		String topic = null;
		for (TopicPartition partition : records.partitions()) {
			if (topic != null && !topic.equals(partition.topic())) {
				return null;
			}
			topic = partition.topic();
		}
		return topic;
	}

	/**
	 * A batch.
	 *
	 * @param records what was delivered
	 * @param senders who sent it
	 * @param clientId id of the consumer; null if it is unknown
	 * @param group group of the consumer; null if it is unknown
	 * @param poll the span of the poll that brought it; invalid if there is none
	 * @param parent the sender whose child the batch is; invalid if there is none
	 */
	record ReceivedBatch(ConsumerRecords<?, ?> records, Senders senders, @Nullable String clientId,
			@Nullable String group, SpanContext poll, SpanContext parent) {

		ReceivedBatch childOf(SpanContext sender) {
			return new ReceivedBatch(this.records, this.senders, this.clientId, this.group, this.poll, sender);
		}

	}

}
