/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.InstantSource;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.kafka.support.micrometer.KafkaRecordSenderContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of tracing with Kafka.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnTracing(value = "kafka", evenIfDisabled = true)
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(KafkaTracingProperties.class)
@Import(PollConfiguration.class)
public final class KafkaTracingAutoConfiguration {

	KafkaTracingAutoConfiguration() {
	}

	@Bean
	MessagingSemantics kafkaMessagingSemantics(Operations operations, KafkaTracingProperties properties) {
		return new MessagingSemantics(operations.conventions(), properties.captureKey(), properties.messageIdHeader());
	}

	@Bean
	SenderLinks kafkaSenderLinks(Operations operations, KafkaTracingProperties properties) {
		if (properties.batchLimit() < 1) {
			throw new InvalidConfigurationPropertyValueException("tracing.kafka.batch-limit", properties.batchLimit(),
					"It must be 1 or more.");
		}
		return new SenderLinks(operations, properties.batchLimit());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnTracing(value = "kafka.producer", evenIfDisabled = true)
	static final class ProducerConfiguration {

		@Bean
		static ProducerFactoryPostProcessor kafkaProducerFactoryTracing(ObjectProvider<Operations> operations,
				ObjectProvider<MessagingSemantics> messaging) {
			return new ProducerFactoryPostProcessor(operations, messaging);
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnBean(Tracer.class)
		AdoptingObservationHandler kafkaSenderObservationHandler(Tracer tracer) {
			return new AdoptingObservationHandler(tracer, KafkaRecordSenderContext.class::isInstance);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnTracing(value = "kafka.consumer", evenIfDisabled = true)
	static final class ConsumerConfiguration {

		@Bean
		static ListenerPostProcessor kafkaListenerTracing(ObjectProvider<Deliveries> deliveries) {
			return new ListenerPostProcessor(SingletonSupplier.of(deliveries::getObject));
		}

		@Bean
		Deliveries kafkaDeliveries(Operations operations, MessagingSemantics messaging, SenderLinks senders,
				KafkaTracingProperties properties) {
			QueueTime queueTime = new QueueTime(InstantSource.system());
			return new Deliveries(operations,
					new BatchTracing(operations, messaging, queueTime, senders, properties.batch()),
					new RetryDelay(InstantSource.system()));
		}

		@Bean
		ListenerResults kafkaListenerResults(Deliveries deliveries, ObjectProvider<ObservationRegistry> registry) {
			return new ListenerResults(deliveries, registry);
		}

		@Bean
		RegisteredContainers kafkaRegisteredContainers(Deliveries deliveries,
				ObjectProvider<KafkaListenerEndpointRegistry> registries) {
			return new RegisteredContainers(deliveries, registries);
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnBean(Tracer.class)
		AdoptingObservationHandler kafkaReceiverObservationHandler(Tracer tracer) {
			return new AdoptingObservationHandler(tracer, KafkaRecordReceiverContext.class::isInstance);
		}

	}

}
