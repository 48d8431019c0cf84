/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.rescue.RescueAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener that fails, of a real broker, where nothing is sampled.
 */
class KafkaRescueTests {

	private static final String BAD = "no amount";

	@Test
	void whatAListenerDoesNotUnderstandIsRescued() {
		String topic = KafkaTestKit.topic();
		KafkaTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class, RescueAutoConfiguration.class,
					ExportAutoConfiguration.class))
			.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
			.withUserConfiguration(FailingApplication.class)
			.withPropertyValues("topic=" + topic, "management.tracing.sampling.probability=0.0",
					"tracing.sampling.rescue.enabled=true", "tracing.sampling.rescue.max-cpu=1.0",
					"tracing.sampling.rescue.max-heap-after-gc=1.0", "tracing.sampling.rescue.slower-than=1h")
			.run((context) -> {
				KafkaTestKit.send(context, topic, "42 EUR");
				KafkaTestKit.send(context, topic, BAD);
				await().untilAsserted(() -> assertThat(exported(context)).hasSize(1));
				SpanData process = exported(context).get(0);
				assertThat(process.getName()).isEqualTo("process " + topic);
				assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
				assertThat(process.getSpanContext().isSampled()).isTrue();
				assertThat(process.getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason")))
					.isEqualTo("error");
				assertThat(process.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isOne();
			});
	}

	private static List<SpanData> exported(ApplicationContext context) {
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return context.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableKafka
	static class FailingApplication {

		@Bean
		DefaultErrorHandler errorHandler() {
			return new DefaultErrorHandler(new FixedBackOff(0, 0));
		}

		@KafkaListener(topics = "${topic}")
		void listen(String payload) {
			if (payload.equals(BAD)) {
				throw new IllegalArgumentException(payload);
			}
		}

	}

}
