/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.Operations;
import org.apache.kafka.clients.producer.Producer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.ProducerPostProcessor;

/**
 * Lets every producer of a factory send its records in spans. What tracing needs is
 * looked up with the first producer: an exporter that sends spans to Kafka has a producer
 * factory too.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TracingProducerPostProcessor<K, V> implements ProducerPostProcessor<K, V> {

	private final ObjectProvider<Operations> operations;

	private final ObjectProvider<MessagingSemantics> messaging;

	TracingProducerPostProcessor(ObjectProvider<Operations> operations, ObjectProvider<MessagingSemantics> messaging) {
		this.operations = operations;
		this.messaging = messaging;
	}

	@Override
	public Producer<K, V> apply(Producer<K, V> producer) {
		return new TracingProducer<>(producer, this.operations.getObject(), this.messaging.getObject());
	}

}
