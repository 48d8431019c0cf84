/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.RecordInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link KafkaTracingAutoConfiguration}.
 */
@ExtendWith(KafkaBroker.class)
class KafkaTracingAutoConfigurationTests {

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic);

	@Test
	void everyFactoryIsTracedByDefault() {
		this.application.run((context) -> {
			DefaultKafkaProducerFactory<?, ?> producers = context.getBean(DefaultKafkaProducerFactory.class);
			assertThat(producers.getPostProcessors()).hasSize(1)
				.allMatch(TracingProducerPostProcessor.class::isInstance);
			ConcurrentKafkaListenerContainerFactory<?, ?> factory = context
				.getBean(ConcurrentKafkaListenerContainerFactory.class);
			assertThat(factory.getRecordInterceptor()).isInstanceOf(TracingRecordInterceptor.class);
			assertThat(factory.getBatchInterceptor()).isInstanceOf(TracingBatchInterceptor.class);
			assertThat(context).doesNotHaveBean(RecordInterceptor.class);
		});
	}

	@Test
	void consumerAndProducerAreSwitchedOffByProperty() {
		this.application
			.withPropertyValues("tracing.kafka.consumer.enabled=false", "tracing.kafka.producer.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ListenerPostProcessor.class)
					.doesNotHaveBean(ProducerFactoryPostProcessor.class);
				DefaultKafkaProducerFactory<?, ?> producers = context.getBean(DefaultKafkaProducerFactory.class);
				assertThat(producers.getPostProcessors()).isEmpty();
			});
	}

	@Test
	void interceptorOfTheApplicationStaysTheOnlyBeanOfItsType() {
		this.application.withUserConfiguration(OwnInterceptor.class)
			.run((context) -> assertThat(context).hasSingleBean(RecordInterceptor.class));
	}

	@Test
	void nothingHappensWithoutKafka() {
		this.application.withClassLoader(new FilteredClassLoader(KafkaTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaTracingAutoConfiguration.class));
	}

	@Test
	void featureIsSwitchedOffByProperty() {
		this.application.withPropertyValues("tracing.kafka.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaTracingAutoConfiguration.class));
	}

	@Test
	void contextTravelsEvenIfTracingIsDisabled() {
		this.application.withUserConfiguration(NoTracer.class, Forwarding.class)
			.withPropertyValues("tracing.enabled=false", "out=" + KafkaTestKit.topic())
			.run((context) -> {
				ProducerRecord<Object, Object> record = new ProducerRecord<>(this.topic, "hello");
				byte[] traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
					.getBytes(StandardCharsets.UTF_8);
				record.headers().add("traceparent", traceparent);
				record.headers().add("tracestate", "shop=1".getBytes(StandardCharsets.UTF_8));
				KafkaTestKit.template(context).send(record).join();
				Forwarding forwarding = context.getBean(Forwarding.class);
				await().until(() -> forwarding.received != null);
				assertThat(forwarding.received.headers().lastHeader("traceparent").value()).isEqualTo(traceparent);
				assertThat(forwarding.received.headers().lastHeader("tracestate").value())
					.isEqualTo("shop=1".getBytes(StandardCharsets.UTF_8));
				KafkaTestKit.take(context, 0);
			});
	}

	@Test
	void observationsMakeNoSecondSpanAndKeepTheirMetrics() {
		this.application.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withUserConfiguration(Listening.class)
			.withPropertyValues("spring.kafka.listener.observation-enabled=true",
					"spring.kafka.template.observation-enabled=true")
			.run((context) -> {
				KafkaTestKit.inSpan(context, () -> KafkaTestKit.send(context, this.topic, "hello"));
				Spans spans = KafkaTestKit.take(context, 4);
				SpanData process = spans.named("process " + this.topic);
				assertThat(process.getParentSpanId()).isEqualTo(spans.named("send " + this.topic).getSpanId());
				assertThat(spans.named("in.listener").getParentSpanId()).isEqualTo(process.getSpanId());
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				await().untilAsserted(() -> {
					assertThat(meters.find("spring.kafka.template").timer()).isNotNull();
					assertThat(meters.find("spring.kafka.listener").timer()).isNotNull();
				});
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnInterceptor {

		@Bean
		RecordInterceptor<Object, Object> ownInterceptor() {
			return (record, consumer) -> record;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoTracer {

		@Bean
		OpenTelemetry openTelemetry() {
			return new OpenTelemetry() {

				@Override
				public TracerProvider getTracerProvider() {
					return TracerProvider.noop();
				}

				@Override
				public ContextPropagators getPropagators() {
					return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Forwarding {

		volatile ConsumerRecord<?, ?> received;

		private final KafkaTemplate<Object, Object> template;

		private final String out;

		Forwarding(KafkaTemplate<Object, Object> template, @Value("${out}") String out) {
			this.template = template;
			this.out = out;
		}

		@KafkaListener(topics = "${topic}")
		void forward(String payload) {
			this.template.send(this.out, payload);
		}

		@KafkaListener(topics = "${out}", groupId = "out")
		void receive(ConsumerRecord<?, ?> record) {
			this.received = record;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final ObservationRegistry observations;

		Listening(ObservationRegistry observations) {
			this.observations = observations;
		}

		@KafkaListener(topics = "${topic}")
		void listen(String payload) {
			Observation.createNotStarted("in.listener", this.observations).observe(() -> {
			});
		}

	}

}
