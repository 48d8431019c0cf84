/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.Instant;

import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * The span of a poll that brought records or failed, linked to every sender.
 *
 * @param messaging what all messaging spans have
 * @param links how it is linked to the senders
 */
record PollSemantics(MessagingSemantics messaging, SenderLinks links) implements SpanSemantics<PollSemantics.Poll> {

	@Override
	public SpanKind kind() {
		return SpanKind.CLIENT;
	}

	@Override
	public String name(Poll poll) {
		return this.messaging.pollName(BatchSemantics.commonTopic(poll.records()));
	}

	@Override
	public void onStart(SpanStart span, Poll poll) {
		this.messaging.poll(span);
		this.messaging.batch(span, poll.records(), BatchSemantics.commonTopic(poll.records()));
		this.messaging.client(span, poll.clientId(), poll.group());
		this.links.add(span, poll.records(), this.links.senders(poll.records()), SpanContext.getInvalid());
	}

	@Override
	public Instant startOf(Poll poll) {
		return poll.begun();
	}

	@Override
	public boolean beginsTraces() {
		return true;
	}

	/**
	 * A poll.
	 *
	 * @param begun when it began
	 * @param records what it brought; empty if it failed
	 * @param clientId id of the consumer; null if it is unknown
	 * @param group group of the consumer; null if it is unknown
	 */
	record Poll(Instant begun, ConsumerRecords<?, ?> records, @Nullable String clientId, @Nullable String group) {
	}

}
