/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for containers and interceptors that the application made, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaContainerTracingTests {

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic);

	KafkaContainerTracingTests() {
		ListeningApplication.SEEN.clear();
	}

	@Test
	void interceptorOfTheApplicationIsCalledInsideTheSpan() {
		this.application.withUserConfiguration(ListeningApplication.class, OwnInterceptor.class).run((context) -> {
			OwnInterceptor.CALLS.clear();
			KafkaTestKit.send(context, this.topic, "hello");
			SpanData process = KafkaTestKit.take(context, 2).named("process " + this.topic);
			assertThat(OwnInterceptor.CALLS).containsExactly("intercept " + process.getSpanId(),
					"success " + process.getSpanId(), "afterRecord " + process.getSpanId());
		});
	}

	@Test
	void recordThatTheApplicationSkipsHasSpanThatEnds() {
		this.application.withUserConfiguration(ListeningApplication.class, SkippingInterceptor.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			KafkaTestKit.take(context, 2).named("process " + this.topic);
			assertThat(ListeningApplication.SEEN).isEmpty();
		});
	}

	@Test
	void recordThatIsSkippedBeforeTheTransactionHasSpanThatEnds() {
		this.application.withUserConfiguration(ListeningApplication.class, SkippingInterceptor.class)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.topic,
					"spring.kafka.consumer.enable-auto-commit=false")
			.run((context) -> {
				KafkaTestKit.template(context)
					.executeInTransaction((operations) -> operations.send(this.topic, "hello").join());
				KafkaTestKit.take(context, 2).named("process " + this.topic);
			});
	}

	@Test
	void containerThatTheApplicationMadeIsTraced() {
		this.application.withUserConfiguration(OwnContainer.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 2);
			assertThat(spans.named("process " + this.topic).getParentSpanId())
				.isEqualTo(spans.named("send " + this.topic).getSpanId());
		});
	}

	@Test
	void interceptorThatACustomizerPutsInPlaceOfOursIsComposedToo() {
		this.application.withUserConfiguration(ListeningApplication.class, Customized.class).run((context) -> {
			OwnInterceptor.CALLS.clear();
			KafkaTestKit.send(context, this.topic, "hello");
			SpanData process = KafkaTestKit.take(context, 2).named("process " + this.topic);
			assertThat(OwnInterceptor.CALLS).contains("intercept " + process.getSpanId());
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnInterceptor {

		static final List<String> CALLS = new CopyOnWriteArrayList<>();

		@Bean
		RecordInterceptor<Object, Object> ownInterceptor() {
			return new RecordInterceptor<>() {

				@Override
				public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
						Consumer<Object, Object> consumer) {
					note("intercept");
					return record;
				}

				@Override
				public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
					note("success");
				}

				@Override
				public void afterRecord(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
					note("afterRecord");
				}

			};
		}

		private static void note(String call) {
			CALLS.add(call + " " + Span.current().getSpanContext().getSpanId());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> customizer() {
			return (container) -> container.setRecordInterceptor(new OwnInterceptor().ownInterceptor());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SkippingInterceptor {

		@Bean
		RecordInterceptor<Object, Object> skippingInterceptor() {
			return (record, consumer) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnContainer {

		@Bean
		ConcurrentMessageListenerContainer<Object, Object> ownContainer(ConsumerFactory<Object, Object> factory,
				@Value("${topic}") String topic) {
			ContainerProperties properties = new ContainerProperties(topic);
			properties.setMessageListener((MessageListener<Object, Object>) (record) -> {
			});
			return new ConcurrentMessageListenerContainer<>(factory, properties);
		}

	}

}
