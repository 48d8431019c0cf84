/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for factories of producers and for producers without a template, with a real
 * broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaProducerFactoryTests {

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application();

	@Test
	void exceptionOfTheProducerIsRecordedAndThrownAsItIs() {
		this.application.run((context) -> {
			Producer<Object, Object> producer = producerFactory(context).createProducer();
			assertThatExceptionOfType(org.apache.kafka.common.errors.SerializationException.class)
				.isThrownBy(() -> producer.send(new ProducerRecord<>(this.topic, 42L)));
			SpanData send = KafkaTestKit.take(context, 1).named("send " + this.topic);
			assertThat(text(send, "error.type")).isEqualTo("org.apache.kafka.common.errors.SerializationException");
		});
	}

	@Test
	void callbackRunsInTheContextOfTheCaller() {
		this.application.run((context) -> {
			CompletableFuture<SpanContext> inCallback = new CompletableFuture<>();
			CompletableFuture<SpanContext> atCaller = new CompletableFuture<>();
			KafkaTestKit.inSpan(context, () -> {
				atCaller.complete(Span.current().getSpanContext());
				producerFactory(context).createProducer()
					.send(record("hello"), (metadata, ex) -> inCallback.complete(Span.current().getSpanContext()));
			});
			assertThat(inCallback.join()).isEqualTo(atCaller.join());
			KafkaTestKit.take(context, 2);
		});
	}

	@Test
	void factoriesThatTheApplicationMadeAreTracedOnceAndKeepTheirPostProcessors() {
		this.application.withUserConfiguration(OwnFactories.class).run((context) -> {
			sendPlain((KafkaTemplate<?, ?>) context.getBean("plainTemplate"));
			KafkaTestKit.take(context, 1);
			sendInTransaction((KafkaTemplate<?, ?>) context.getBean("transactionalTemplate"));
			KafkaTestKit.take(context, 1);
			DefaultKafkaProducerFactory<?, ?> factory = (DefaultKafkaProducerFactory<?, ?>) context
				.getBean("plainFactory");
			assertThat(factory.getPostProcessors()).hasSize(2);
			assertThat(OwnFactories.created).isEqualTo(1);
		});
	}

	private <K, V> void sendPlain(KafkaTemplate<K, V> template) {
		template.send(new ProducerRecord<>(this.topic, null)).join();
	}

	private <K, V> void sendInTransaction(KafkaTemplate<K, V> template) {
		template.executeInTransaction((operations) -> operations.send(new ProducerRecord<>(this.topic, null)).join());
	}

	@SuppressWarnings("unchecked")
	private static ProducerFactory<Object, Object> producerFactory(ApplicationContext context) {
		return context.getBean(ProducerFactory.class);
	}

	private ProducerRecord<Object, Object> record(String value) {
		return new ProducerRecord<>(this.topic, value);
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactories {

		static int created;

		@Bean
		DefaultKafkaProducerFactory<String, String> plainFactory() {
			DefaultKafkaProducerFactory<String, String> factory = new DefaultKafkaProducerFactory<>(configuration());
			factory.addPostProcessor((producer) -> {
				created++;
				return producer;
			});
			return factory;
		}

		@Bean
		DefaultKafkaProducerFactory<String, String> transactionalFactory() {
			DefaultKafkaProducerFactory<String, String> factory = new DefaultKafkaProducerFactory<>(configuration());
			factory.setTransactionIdPrefix("tx-");
			return factory;
		}

		@Bean
		KafkaTemplate<String, String> plainTemplate(
				@Qualifier("plainFactory") ProducerFactory<String, String> factory) {
			return new KafkaTemplate<>(factory);
		}

		@Bean
		KafkaTemplate<String, String> transactionalTemplate(
				@Qualifier("transactionalFactory") ProducerFactory<String, String> factory) {
			return new KafkaTemplate<>(factory);
		}

		private static Map<String, Object> configuration() {
			Map<String, Object> configuration = new HashMap<>();
			configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaBroker.get().getBrokersAsString());
			configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
			configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
			return configuration;
		}

	}

}
