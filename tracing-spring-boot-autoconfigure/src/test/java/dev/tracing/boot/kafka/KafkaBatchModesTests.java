/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.List;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways in which a batch belongs to the traces of its senders, with a real
 * broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaBatchModesTests {

	private static volatile Span inListener = Span.getInvalid();

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic, "spring.kafka.listener.type=batch",
				"spring.kafka.consumer.fetch-min-size=1");

	@Test
	void perRecordPutsASpanIntoTheTraceOfEverySenderBesideTheBatch() {
		perRecord().withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			KafkaTestKit.send(context, this.topic, "b");
			start(context);
			Spans spans = KafkaTestKit.take(context, 5);
			List<SpanData> senders = spans.allNamed("send " + this.topic);
			SpanData batch = batch(spans);
			List<SpanData> records = records(spans);
			assertThat(records).extracting(SpanData::getParentSpanId).containsExactlyElementsOf(ids(senders));
			assertThat(records).extracting(SpanData::getTraceId)
				.containsExactlyElementsOf(senders.stream().map(SpanData::getTraceId).toList());
			assertThat(records).allSatisfy((record) -> assertThat(linked(record)).containsExactly(batch.getSpanId()));
			assertThat(records).extracting((record) -> number(record, "messaging.kafka.offset"))
				.containsExactly(0L, 1L);
			assertThat(records).allSatisfy(
					(record) -> assertThat(number(record, "messaging.kafka.message.queue_time_ms")).isNotNegative());
			assertThat(linked(batch)).containsExactlyElementsOf(ids(senders));
			assertThat(inListener.getSpanContext()).isEqualTo(batch.getSpanContext());
		});
	}

	@Test
	void perRecordTakesABatchOfOneForARecord() {
		perRecord().withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			start(context);
			Spans spans = KafkaTestKit.take(context, 2);
			SpanData process = spans.named("process " + this.topic);
			assertThat(process.getParentSpanId()).isEqualTo(spans.named("send " + this.topic).getSpanId());
			assertThat(inListener.getSpanContext()).isEqualTo(process.getSpanContext());
		});
	}

	@Test
	void perRecordFailsFromTheRecordOnThatTheListenerBlames() {
		perRecord().withUserConfiguration(Failing.class).run((context) -> {
			for (String value : List.of("a", "b", "c")) {
				KafkaTestKit.send(context, this.topic, value);
			}
			start(context);
			Spans spans = KafkaTestKit.take(context, 8);
			List<SpanData> firstDelivery = records(spans).subList(0, 3);
			assertThat(firstDelivery).extracting((record) -> record.getStatus().getStatusCode())
				.containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
			assertThat(firstDelivery).allSatisfy((record) -> assertThat(record.getEvents()).isEmpty());
			assertThat(batch(spans).getEvents()).hasSize(1);
			SpanData redelivered = spans.allNamed("process " + this.topic).get(4);
			assertThat(redelivered.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void recordsBeyondTheLimitHaveNoSpanAndAreCounted() {
		perRecord().withUserConfiguration(Listening.class)
			.withPropertyValues("tracing.kafka.batch-limit=1")
			.run((context) -> {
				for (String value : List.of("a", "b", "c")) {
					KafkaTestKit.send(context, this.topic, value);
				}
				start(context);
				Spans spans = KafkaTestKit.take(context, 5);
				assertThat(records(spans)).hasSize(1);
				assertThat(number(batch(spans), "messaging.kafka.batch.omitted_count")).isEqualTo(2);
			});
	}

	@Test
	void singleParentStaysInTheTraceOfAllItsRecords() {
		singleParent().withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.inSpan(context, () -> {
				KafkaTestKit.send(context, this.topic, "a");
				KafkaTestKit.send(context, this.topic, "b");
			});
			start(context);
			Spans spans = KafkaTestKit.take(context, 4);
			List<SpanData> senders = spans.allNamed("send " + this.topic);
			SpanData batch = batch(spans);
			assertThat(batch.getTraceId()).isEqualTo(spans.named("caller").getTraceId());
			assertThat(batch.getParentSpanId()).isEqualTo(senders.get(0).getSpanId());
			assertThat(linked(batch)).containsExactly(senders.get(1).getSpanId());
		});
	}

	@Test
	void singleParentLinksRecordsOfSeveralTraces() {
		singleParent().withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			KafkaTestKit.send(context, this.topic, "b");
			start(context);
			Spans spans = KafkaTestKit.take(context, 3);
			assertThat(batch(spans).getParentSpanContext().isValid()).isFalse();
			assertThat(linked(batch(spans))).containsExactlyElementsOf(ids(spans.allNamed("send " + this.topic)));
		});
	}

	@Test
	void singleParentNeedsATraceInEveryRecord() {
		singleParent().withUserConfiguration(Listening.class)
			.withPropertyValues("tracing.kafka.producer.enabled=false")
			.run((context) -> {
				KafkaTestKit.send(context, this.topic, "a");
				start(context);
				SpanData batch = KafkaTestKit.take(context, 1).named("process " + this.topic);
				assertThat(batch.getParentSpanContext().isValid()).isFalse();
				assertThat(batch.getLinks()).isEmpty();
			});
	}

	@Test
	void limitBelowOneIsRefused() {
		this.application.withPropertyValues("tracing.kafka.batch-limit=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.kafka.batch-limit"));
	}

	private ApplicationContextRunner perRecord() {
		return this.application.withPropertyValues("tracing.kafka.batch=per-record");
	}

	private ApplicationContextRunner singleParent() {
		return this.application.withPropertyValues("tracing.kafka.batch=single-parent");
	}

	private static void start(ApplicationContext context) {
		context.getBean(KafkaListenerEndpointRegistry.class).start();
	}

	private SpanData batch(Spans spans) {
		return spans.allNamed("process " + this.topic)
			.stream()
			.filter((span) -> number(span, "messaging.batch.message_count") != null)
			.findFirst()
			.orElseThrow();
	}

	private List<SpanData> records(Spans spans) {
		return spans.allNamed("process " + this.topic)
			.stream()
			.filter((span) -> number(span, "messaging.batch.message_count") == null)
			.toList();
	}

	private static List<String> ids(List<SpanData> spans) {
		return spans.stream().map(SpanData::getSpanId).toList();
	}

	private static List<String> linked(SpanData span) {
		return span.getLinks().stream().map((LinkData link) -> link.getSpanContext().getSpanId()).toList();
	}

	private static Long number(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.longKey(key));
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@KafkaListener(topics = "${topic}", autoStartup = "false", id = "batch", groupId = "shop")
		void listen(List<String> payloads) {
			inListener = Span.current();
		}

	}

	// The second record fails, is given up, and the third is delivered again.
	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@KafkaListener(topics = "${topic}", autoStartup = "false", id = "batch", groupId = "shop")
		void listen(List<String> payloads) {
			if (payloads.contains("b")) {
				throw new BatchListenerFailedException("no stock", payloads.indexOf("b"));
			}
		}

		@Bean
		DefaultErrorHandler errorHandler() {
			return new DefaultErrorHandler(new FixedBackOff(0, 0));
		}

	}

}
