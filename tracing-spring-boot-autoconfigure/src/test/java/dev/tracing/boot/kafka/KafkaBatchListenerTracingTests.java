/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners of batches, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaBatchListenerTracingTests {

	private static final String SENDER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private static volatile Span inListener = Span.getInvalid();

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic, "spring.kafka.listener.type=batch",
				"spring.kafka.consumer.fetch-min-size=1");

	@Test
	void batchHasOneSpanWithLinkToEverySender() {
		this.application.withUserConfiguration(Listening.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			KafkaTestKit.send(context, this.topic, "b");
			KafkaTestKit.send(context, this.topic, "c");
			start(context);
			Spans spans = KafkaTestKit.take(context, 4);
			SpanData process = spans.named("process " + this.topic);
			assertThat(process.getParentSpanContext().isValid()).isFalse();
			assertThat(process.getLinks()).extracting((LinkData link) -> link.getSpanContext().getSpanId())
				.containsExactlyElementsOf(
						spans.allNamed("send " + this.topic).stream().map(SpanData::getSpanId).toList());
			assertThat(process.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count"))).isEqualTo(3);
			assertThat(process.getAttributes().get(AttributeKey.stringKey("messaging.destination.name")))
				.isEqualTo(this.topic);
			assertThat(inListener.getSpanContext()).isEqualTo(process.getSpanContext());
		});
	}

	@Test
	void equalSendersAreLinkedOnce() {
		this.application.withUserConfiguration(Listening.class)
			.withPropertyValues("tracing.kafka.producer.enabled=false")
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					ProducerRecord<Object, Object> record = new ProducerRecord<>(this.topic, "a");
					record.headers().add("traceparent", SENDER.getBytes(StandardCharsets.UTF_8));
					KafkaTestKit.template(context).send(record).join();
				}
				start(context);
				SpanData process = KafkaTestKit.take(context, 1).named("process " + this.topic);
				assertThat(process.getLinks()).hasSize(1);
			});
	}

	@Test
	void deadLetterOfBatchBelongsToItsSpan() {
		this.application.withUserConfiguration(Failing.class).run((context) -> {
			KafkaTestKit.addTopics(this.topic + "-dlt");
			KafkaTestKit.send(context, this.topic, "a");
			start(context);
			Spans spans = KafkaTestKit.take(context, 3);
			SpanData process = spans.named("process " + this.topic);
			assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(process.getAttributes().get(AttributeKey.stringKey("error.type")))
				.isEqualTo(BatchListenerFailedException.class.getName());
			assertThat(spans.named("send " + this.topic + "-dlt").getParentSpanId()).isEqualTo(process.getSpanId());
		});
	}

	@Test
	void interceptorThatSkipsTheBatchLeavesNoSpanOpen() {
		this.application.withUserConfiguration(Listening.class, Skipping.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "a");
			start(context);
			KafkaTestKit.take(context, 2).named("process " + this.topic);
		});
	}

	@Test
	void observationOfRecordsInTheBatchMakesNoFurtherSpans() {
		this.application.withUserConfiguration(Listening.class)
			.withPropertyValues("spring.kafka.listener.observation-enabled=true",
					"spring.kafka.template.observation-enabled=true")
			.run((context) -> {
				KafkaTestKit.send(context, this.topic, "a");
				start(context);
				KafkaTestKit.take(context, 2).named("process " + this.topic);
			});
	}

	private static void start(ApplicationContext context) {
		context.getBean(KafkaListenerEndpointRegistry.class).start();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@KafkaListener(topics = "${topic}", autoStartup = "false", id = "batch", groupId = "shop")
		void listen(List<String> payloads) {
			inListener = Span.current();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@KafkaListener(topics = "${topic}", autoStartup = "false", id = "batch", groupId = "shop")
		void listen(List<String> payloads) {
			throw new BatchListenerFailedException("no stock", 0);
		}

		@Bean
		DefaultErrorHandler errorHandler(KafkaTemplate<?, ?> template) {
			return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 0));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Skipping {

		@Bean
		BatchInterceptor<Object, Object> skippingInterceptor() {
			return (records, consumer) -> null;
		}

	}

}
