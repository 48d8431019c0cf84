/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners of single records, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaListenerTracingTests {

	private static final AttributeKey<Boolean> TOMBSTONE = AttributeKey.booleanKey("messaging.kafka.message.tombstone");

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic);

	KafkaListenerTracingTests() {
		ListeningApplication.SEEN.clear();
	}

	@Test
	void listenerIsChildOfTheSenderAndHasTheConventionalAttributes() {
		this.application.withUserConfiguration(ListeningApplication.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 2);
			SpanData process = spans.named("process " + this.topic);
			assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
			assertThat(process.getParentSpanId()).isEqualTo(spans.named("send " + this.topic).getSpanId());
			assertThat(seen().getSpanId()).isEqualTo(process.getSpanId());
			assertThat(text(process, "messaging.system")).isEqualTo("kafka");
			assertThat(text(process, "messaging.operation.name")).isEqualTo("process");
			assertThat(text(process, "messaging.operation.type")).isEqualTo("process");
			assertThat(text(process, "messaging.destination.name")).isEqualTo(this.topic);
			assertThat(text(process, "messaging.destination.partition.id")).isEqualTo("0");
			assertThat(text(process, "messaging.consumer.group.name")).isEqualTo("shop");
			assertThat(text(process, "messaging.client.id")).isNotBlank();
			assertThat(number(process, "messaging.kafka.offset")).isZero();
			assertThat(number(process, "messaging.kafka.message.queue_time_ms")).isNotNegative();
			assertThat(number(process, "messaging.kafka.message.delivery_attempt")).isNull();
			assertThat(process.getAttributes().get(TOMBSTONE)).isNull();
			assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@ParameterizedTest
	@CsvSource({ "b3, b3", "b3-multi, X-B3-TraceId", "jaeger, uber-trace-id" })
	void traceTravelsInEveryFormat(String format, String header) {
		this.application.withUserConfiguration(ListeningApplication.class)
			.withConfiguration(AutoConfigurations.of(PropagationAutoConfiguration.class))
			.withPropertyValues("tracing.propagation.produce=" + format, "tracing.propagation.consume=" + format)
			.run((context) -> {
				ProducerRecord<Object, Object> record = new ProducerRecord<>(this.topic, "hello");
				KafkaTestKit.template(context).send(record).join();
				Spans spans = KafkaTestKit.take(context, 2);
				assertThat(record.headers().lastHeader(header)).isNotNull();
				assertThat(record.headers().lastHeader("traceparent")).isNull();
				assertThat(spans.named("process " + this.topic).getParentSpanId())
					.isEqualTo(spans.named("send " + this.topic).getSpanId());
			});
	}

	@Test
	void tombstoneIsToldOnBothSides() {
		this.application.withUserConfiguration(Tombstones.class).run((context) -> {
			KafkaTestKit.template(context).send(this.topic, "key", null).join();
			Spans spans = KafkaTestKit.take(context, 2);
			assertThat(spans.named("send " + this.topic).getAttributes().get(TOMBSTONE)).isTrue();
			assertThat(spans.named("process " + this.topic).getAttributes().get(TOMBSTONE)).isTrue();
		});
	}

	@Test
	void oldNamesComeByProperty() {
		this.application.withUserConfiguration(ListeningApplication.class)
			.withPropertyValues("tracing.semconv=legacy", "tracing.naming=component")
			.run((context) -> {
				KafkaTestKit.send(context, this.topic, "hello");
				SpanData process = KafkaTestKit.take(context, 2).named("kafka.consume");
				assertThat(text(process, "messaging.operation")).isEqualTo("process");
				assertThat(text(process, "messaging.kafka.consumer.group")).isEqualTo("shop");
				assertThat(number(process, "messaging.kafka.message.offset")).isZero();
				assertThat(text(process, "messaging.operation.name")).isNull();
				assertThat(text(process, "messaging.consumer.group.name")).isNull();
			});
	}

	@Test
	void redeliveriesAndDeadLetterBelongToTheTrace() {
		this.application.withUserConfiguration(Failing.class, DeadLetters.class).run((context) -> {
			KafkaTestKit.addTopics(this.topic + "-dlt");
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 5);
			SpanData send = spans.named("send " + this.topic);
			List<SpanData> deliveries = spans.allNamed("process " + this.topic);
			assertThat(deliveries).hasSize(3).allSatisfy((delivery) -> {
				assertThat(delivery.getParentSpanId()).isEqualTo(send.getSpanId());
				assertThat(delivery.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(text(delivery, "error.type")).isEqualTo("java.lang.IllegalStateException");
				assertThat(delivery.getEvents()).hasSize(1);
			});
			assertThat(deliveries)
				.extracting((delivery) -> number(delivery, "messaging.kafka.message.delivery_attempt"))
				.containsExactly(null, 2L, 3L);
			SpanData deadLetter = spans.named("send " + this.topic + "-dlt");
			assertThat(deadLetter.getParentSpanId()).isEqualTo(deliveries.get(2).getSpanId());
		});
	}

	@Test
	void errorOfTheListenerIsRecordedAndStopsTheContainerAsBefore() {
		this.application.withUserConfiguration(Erring.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			SpanData process = KafkaTestKit.take(context, 2).named("process " + this.topic);
			assertThat(text(process, "error.type")).isEqualTo("java.lang.NoClassDefFoundError");
		});
	}

	@Test
	void recordThatCannotBeDeserializedIsFailureInItsTrace() {
		this.application.withUserConfiguration(ListeningApplication.class, DeadLetters.class)
			.withPropertyValues(
					"spring.kafka.consumer.value-deserializer="
							+ "org.springframework.kafka.support.serializer.ErrorHandlingDeserializer",
					"spring.kafka.consumer.properties.spring.deserializer.value.delegate.class="
							+ "org.apache.kafka.common.serialization.LongDeserializer",
					"spring.kafka.producer.value-serializer="
							+ "org.apache.kafka.common.serialization.ByteArraySerializer")
			.run((context) -> {
				KafkaTestKit.addTopics(this.topic + "-dlt");
				byte[] poison = { 1, 2, 3 };
				KafkaTestKit.template(context).send(this.topic, poison).join();
				Spans spans = KafkaTestKit.take(context, 3);
				SpanData process = spans.named("process " + this.topic);
				assertThat(process.getParentSpanId()).isEqualTo(spans.named("send " + this.topic).getSpanId());
				assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				SpanData deadLetter = spans.named("send " + this.topic + "-dlt");
				assertThat(deadLetter.getParentSpanId()).isEqualTo(process.getSpanId());
				assertThat(deadLetter.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			});
	}

	@Test
	void malformedHeadersNeverBreakTheListener() {
		this.application.withUserConfiguration(ListeningApplication.class)
			.withPropertyValues("tracing.kafka.producer.enabled=false")
			.run((context) -> {
				byte[][] garbage = { null, {}, { (byte) 0xff, (byte) 0xfe, 0 }, new byte[64 * 1024],
						"00-0af7651916cd43dd8448eb211c80319c".getBytes(StandardCharsets.UTF_8),
						"a=b,".repeat(1000).getBytes(StandardCharsets.UTF_8) };
				for (byte[] value : garbage) {
					ProducerRecord<Object, Object> record = new ProducerRecord<>(this.topic, "hello");
					for (String key : List.of("traceparent", "tracestate", "baggage", "b3", "ce_id",
							"retry_topic-attempts")) {
						record.headers().add(key, value);
						record.headers().add(key, value);
					}
					KafkaTestKit.template(context).send(record).join();
				}
				Spans spans = KafkaTestKit.take(context, garbage.length);
				assertThat(spans.allNamed("process " + this.topic)).hasSize(garbage.length)
					.allSatisfy((span) -> assertThat(span.getParentSpanContext().isValid()).isFalse());
			});
	}

	@Test
	void transactionsKeepTheSpanCurrentAndPassTheRollbackInIt() {
		this.application.withUserConfiguration(Failing.class)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.topic,
					"spring.kafka.consumer.enable-auto-commit=false", "fail.times=1")
			.run((context) -> {
				KafkaTestKit.template(context)
					.executeInTransaction((operations) -> operations.send(this.topic, "hello").join());
				Spans spans = KafkaTestKit.take(context, 3);
				List<SpanData> deliveries = spans.allNamed("process " + this.topic);
				assertThat(deliveries).hasSize(2)
					.extracting(SpanData::getParentSpanId)
					.containsOnly(spans.named("send " + this.topic).getSpanId());
				assertThat(deliveries.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(deliveries.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
				assertThat(number(deliveries.get(1), "messaging.kafka.message.delivery_attempt")).isEqualTo(2);
			});
	}

	private static SpanContext seen() throws InterruptedException {
		SpanContext seen = ListeningApplication.SEEN.poll(10, TimeUnit.SECONDS);
		assertThat(seen).isNotNull();
		return seen;
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	private static Long number(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.longKey(key));
	}

	@Configuration(proxyBeanMethods = false)
	static class Tombstones {

		@KafkaListener(topics = "${topic}")
		void listen(@Payload(required = false) String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		private int failures;

		@Value("${fail.times:3}")
		private int times;

		@KafkaListener(topics = "${topic}")
		void listen(String payload) {
			if (this.failures++ < this.times) {
				throw new IllegalStateException("no stock");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Erring {

		@KafkaListener(topics = "${topic}")
		void listen(String payload) {
			throw new NoClassDefFoundError("shop/Missing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeadLetters {

		@Bean
		DefaultErrorHandler errorHandler(KafkaTemplate<?, ?> template) {
			return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 2));
		}

	}

}
