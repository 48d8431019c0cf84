/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import io.opentelemetry.api.trace.SpanContext;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * A consumer whose polls have spans.
 */
interface PollSpan {

	/**
	 * Returns the span of the last poll.
	 * @return its context; invalid if it brought nothing
	 */
	SpanContext lastPoll();

	static SpanContext of(Consumer<?, ?> consumer) {
		return (consumer instanceof PollSpan polled) ? polled.lastPoll() : SpanContext.getInvalid();
	}

}
