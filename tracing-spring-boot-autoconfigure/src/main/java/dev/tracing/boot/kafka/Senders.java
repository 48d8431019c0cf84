/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which the records of a batch were sent. Headers are read when somebody
 * asks, and once: a batch may be asked for its parent, its links and the parents of its
 * records.
 */
final class Senders {

	private final Operations operations;

	private final @Nullable Context[] read;

	Senders(Operations operations, int count) {
		this.operations = operations;
		this.read = new @Nullable Context[count];
	}

	/**
	 * Returns the context that a record was sent in.
	 * @param index its place in the batch
	 * @param record the record
	 * @return the current context, with the sender's span and baggage where there are any
	 */
	Context of(int index, ConsumerRecord<?, ?> record) {
		Context sender = this.read[index];
		if (sender == null) {
			sender = this.operations.extract(record.headers(), HeaderCarrier.INSTANCE);
			this.read[index] = sender;
		}
		return sender;
	}

}
