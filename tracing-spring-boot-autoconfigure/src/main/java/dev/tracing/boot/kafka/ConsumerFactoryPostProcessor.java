/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.InstantSource;

import dev.tracing.boot.operation.Operations;
import org.apache.kafka.clients.consumer.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ConsumerPostProcessor;

/**
 * Adds spans of polls to the consumers of every factory, whoever made it.
 */
final class ConsumerFactoryPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Operations> operations;

	private final ObjectProvider<PollSemantics> semantics;

	ConsumerFactoryPostProcessor(ObjectProvider<Operations> operations, ObjectProvider<PollSemantics> semantics) {
		this.operations = operations;
		this.semantics = semantics;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ConsumerFactory<?, ?> factory) {
			trace(factory);
		}
		return bean;
	}

	private <K, V> void trace(ConsumerFactory<K, V> factory) {
		for (ConsumerPostProcessor<K, V> present : factory.getPostProcessors()) {
			if (present instanceof PollTracing) {
				return;
			}
		}
		factory.addPostProcessor(new PollTracing<>(this.operations, this.semantics));
	}

	private record PollTracing<K, V>(ObjectProvider<Operations> operations,
			ObjectProvider<PollSemantics> semantics) implements ConsumerPostProcessor<K, V> {

		@Override
		public Consumer<K, V> apply(Consumer<K, V> consumer) {
			return PollingConsumer.around(consumer, this.operations.getObject(), this.semantics.getObject(),
					InstantSource.system());
		}

	}

}
