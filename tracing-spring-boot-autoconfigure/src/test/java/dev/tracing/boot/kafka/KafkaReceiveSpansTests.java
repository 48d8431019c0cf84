/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for spans of polls, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaReceiveSpansTests {

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic);

	private final ApplicationContextRunner receiving = this.application
		.withPropertyValues("tracing.kafka.receive-spans=true");

	@Test
	void pollHasASpanLinkedToEverySenderAndFromEveryRecord() {
		this.receiving.withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			KafkaTestKit.send(context, this.topic, "b");
			context.getBean(KafkaListenerEndpointRegistry.class).start();
			Spans spans = KafkaTestKit.take(context, 5);
			List<SpanData> senders = spans.allNamed("send " + this.topic);
			SpanData poll = spans.named("poll " + this.topic);
			assertThat(poll.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(poll.getParentSpanContext().isValid()).isFalse();
			assertThat(text(poll, "messaging.operation.name")).isEqualTo("poll");
			assertThat(text(poll, "messaging.operation.type")).isEqualTo("receive");
			assertThat(text(poll, "messaging.destination.name")).isEqualTo(this.topic);
			assertThat(text(poll, "messaging.consumer.group.name")).isEqualTo("shop");
			assertThat(text(poll, "messaging.client.id")).isNotBlank();
			assertThat(poll.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count"))).isEqualTo(2);
			assertThat(linked(poll)).containsExactlyElementsOf(senders.stream().map(SpanData::getSpanId).toList());
			List<SpanData> deliveries = spans.allNamed("process " + this.topic);
			assertThat(deliveries).extracting(SpanData::getParentSpanId)
				.containsExactlyElementsOf(senders.stream().map(SpanData::getSpanId).toList());
			assertThat(deliveries)
				.allSatisfy((process) -> assertThat(linked(process)).containsExactly(poll.getSpanId()));
		});
	}

	@Test
	void batchIsLinkedToItsPoll() {
		this.receiving.withUserConfiguration(Batches.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			context.getBean(KafkaListenerEndpointRegistry.class).start();
			Spans spans = KafkaTestKit.take(context, 3);
			assertThat(linked(spans.named("process " + this.topic))).containsExactly(
					spans.named("poll " + this.topic).getSpanId(), spans.named("send " + this.topic).getSpanId());
		});
	}

	@Test
	void consumerWithoutContainerIsTracedToo() {
		this.receiving.run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			try (Consumer<?, ?> consumer = consumer(context, Map.of())) {
				assertThat(consumer).isEqualTo(consumer).hasSameHashCodeAs(consumer);
				await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
				Spans spans = KafkaTestKit.take(context, 2);
				SpanData poll = spans.named("poll " + this.topic);
				assertThat(linked(poll)).containsExactly(spans.named("send " + this.topic).getSpanId());
				assertThat(text(poll, "messaging.consumer.group.name")).isEqualTo("plain");
				assertThat(poll.getStartEpochNanos()).isLessThanOrEqualTo(poll.getEndEpochNanos());
			}
		});
	}

	@Test
	void pollThatFailsIsRecordedAndThrowsAsBefore() {
		this.receiving.run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			KafkaTestKit.take(context, 1);
			try (Consumer<?, ?> consumer = consumer(context,
					Map.of("value.deserializer", "org.apache.kafka.common.serialization.LongDeserializer"))) {
				assertThatExceptionOfType(RecordDeserializationException.class)
					.isThrownBy(() -> await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty()));
				SpanData poll = KafkaTestKit.take(context, 1).named("poll");
				assertThat(poll.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(text(poll, "error.type")).isEqualTo(RecordDeserializationException.class.getName());
			}
		});
	}

	@Test
	void nobodyGetsThemUnasked() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(ConsumerFactoryPostProcessor.class)
			.doesNotHaveBean(PollSemantics.class));
		this.receiving.withPropertyValues("tracing.kafka.consumer.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConsumerFactoryPostProcessor.class));
		this.receiving.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConsumerFactoryPostProcessor.class));
	}

	@Test
	void proxyIsKnownAheadOfTime() {
		RuntimeHints hints = new RuntimeHints();
		new PollConfiguration.Hints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Consumer.class, PollSpan.class)).accepts(hints);
	}

	private Consumer<?, ?> consumer(ApplicationContext context, Map<String, Object> overrides) {
		ConsumerFactory<?, ?> factory = context.getBean(ConsumerFactory.class);
		factory.updateConfigs(overrides);
		Consumer<?, ?> consumer = factory.createConsumer("plain", "plain");
		consumer.subscribe(List.of(this.topic));
		return consumer;
	}

	private static List<String> linked(SpanData span) {
		return span.getLinks().stream().map((LinkData link) -> link.getSpanContext().getSpanId()).toList();
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@KafkaListener(topics = "${topic}", autoStartup = "false", groupId = "shop", id = "single")
		void listen(String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Batches {

		@KafkaListener(topics = "${topic}", autoStartup = "false", id = "batch", batch = "true")
		void listen(List<String> payloads) {
		}

	}

}
