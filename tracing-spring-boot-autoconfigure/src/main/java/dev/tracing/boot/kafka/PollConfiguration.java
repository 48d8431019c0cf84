/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.operation.Operations;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Spans of polls, if the application asks for them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing("kafka.consumer")
@ConditionalOnBooleanProperty("tracing.kafka.receive-spans")
@ImportRuntimeHints(PollConfiguration.Hints.class)
final class PollConfiguration {

	@Bean
	static ConsumerFactoryPostProcessor kafkaConsumerFactoryTracing(ObjectProvider<Operations> operations,
			ObjectProvider<PollSemantics> semantics) {
		return new ConsumerFactoryPostProcessor(operations, semantics);
	}

	@Bean
	PollSemantics kafkaPollSemantics(MessagingSemantics messaging, SenderLinks links) {
		return new PollSemantics(messaging, links);
	}

	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies().registerJdkProxy(Consumer.class, PollSpan.class);
		}

	}

}
