/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.kafka.BatchSemantics.ReceivedBatch;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.TimestampedException;
import org.springframework.kafka.support.KafkaUtils;

/**
 * The deliveries of all listener containers of the application, at most one for each
 * consumer thread.
 */
final class Deliveries {

	@SuppressWarnings("ThreadLocalUsage") // one for each application context
	private final ThreadLocal<@Nullable Delivery> current = new ThreadLocal<>();

	@SuppressWarnings("ThreadLocalUsage") // one for each application context
	private final ThreadLocal<@Nullable Client> client = new ThreadLocal<>();

	// Which threads wait for replies only.
	@SuppressWarnings("ThreadLocalUsage") // one for each application context
	private final ThreadLocal<@Nullable Boolean> replies = new ThreadLocal<>();

	private final DeliveryAttempts attempts = new DeliveryAttempts();

	private final Operations operations;

	private final ProcessSemantics recordSemantics;

	private final BatchTracing batches;

	private final RetryDelay retryDelay;

	Deliveries(Operations operations, BatchTracing batches, RetryDelay retryDelay) {
		this.operations = operations;
		this.recordSemantics = batches.recordSemantics();
		this.batches = batches;
		this.retryDelay = retryDelay;
	}

	/**
	 * Notes whether this consumer thread receives nothing but replies.
	 * @param expected whether somebody waits for each record
	 */
	void expectReplies(boolean expected) {
		if (expected) {
			this.replies.set(Boolean.TRUE);
		}
		else {
			this.replies.remove();
		}
	}

	/**
	 * Returns the delivery that this thread is busy with.
	 * @return the delivery; null if there is none
	 */
	@Nullable Delivery current() {
		return this.current.get();
	}

	void start(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		if (hasStarted(record)) {
			return;
		}
		finish();
		Context sender = this.operations.extract(record.headers(), HeaderCarrier.INSTANCE);
		if (this.retryDelay.isAhead(record)) {
			// If it falls due just now after all, it is processed as the sender's own
			// work.
			Operation none = Operation.join(sender, this.operations.conventions().semconv());
			this.current.set(new Delivery(none, record, null));
			return;
		}
		String group = KafkaUtils.getConsumerGroupId();
		ProcessSemantics.Received received = new ProcessSemantics.Received(record, clientId(consumer), group,
				this.attempts.next(group, record), PollSpan.of(consumer));
		this.current.set(new Delivery(this.operations.start(sender, this.recordSemantics, received), record, received));
	}

	void start(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer) {
		if (hasStarted(records)) {
			return;
		}
		finish();
		ReceivedBatch batch = new ReceivedBatch(records, new Senders(this.operations, records.count()),
				clientId(consumer), KafkaUtils.getConsumerGroupId(), PollSpan.of(consumer), SpanContext.getInvalid());
		this.current.set((this.replies.get() != null) ? this.batches.replies(batch) : this.batches.start(batch));
	}

	// To find it means to ask for all metrics: once for each poll, not for each record.
	private @Nullable String clientId(Consumer<?, ?> consumer) {
		Client known = this.client.get();
		if (known == null || known.consumer() != consumer) {
			known = new Client(consumer, ClientId.of(consumer.metrics()));
			this.client.set(known);
		}
		return known.id();
	}

	private boolean hasStarted(Object subject) {
		Delivery delivery = this.current.get();
		return delivery != null && delivery.isOf(subject);
	}

	void succeed() {
		Delivery delivery = this.current.get();
		if (delivery != null && delivery.succeed()) {
			ProcessSemantics.Received received = delivery.received();
			if (received != null) {
				this.attempts.succeeded(received.group(), received.record());
			}
		}
	}

	void fail(Throwable error) {
		Delivery delivery = this.current.get();
		if (delivery != null) {
			fail(delivery, error);
		}
	}

	void fail(Delivery delivery, Throwable error) {
		if (delivery.fail(unwrap(error))) {
			ProcessSemantics.Received received = delivery.received();
			if (received != null) {
				this.attempts.failed(received.group(), received.record());
			}
		}
	}

	/**
	 * Leaves the delivery of this thread, if there is one.
	 */
	void finish() {
		Delivery delivery = this.current.get();
		if (delivery != null) {
			this.current.remove();
			delivery.containerDone();
		}
	}

	/**
	 * Leaves the delivery and the consumer of this thread, which polls again or stops.
	 */
	void leave() {
		finish();
		this.client.remove();
	}

	// What the listener threw, not what the container made of it.
	private static Throwable unwrap(Throwable error) {
		Throwable result = error;
		while (result instanceof ListenerExecutionFailedException || result instanceof TimestampedException) {
			Throwable cause = result.getCause();
			if (cause == null) {
				return result;
			}
			result = cause;
		}
		return result;
	}

	private record Client(Consumer<?, ?> consumer, @Nullable String id) {
	}

}
