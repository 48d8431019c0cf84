/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A rule of sampling and the topics of a real broker.
 */
class KafkaSamplingRuleTests {

	@Test
	void ruleSeesTheTopicOfARealRecord() {
		String payments = KafkaTestKit.topic();
		String other = KafkaTestKit.topic();
		KafkaTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class))
			.withUserConfiguration(ListeningApplication.class)
			.withPropertyValues("topic=" + payments, "management.tracing.sampling.probability=0.0",
					"tracing.sampling.rules[0].name=payments", "tracing.sampling.rules[0].topic=" + payments,
					"tracing.sampling.rules[0].ratio=1.0")
			.run((context) -> {
				KafkaTestKit.send(context, other, "nothing");
				KafkaTestKit.send(context, payments, "42 EUR");
				Spans spans = KafkaTestKit.take(context, 2);
				assertThat(spans.named("send " + payments)
					.getAttributes()
					.get(AttributeKey.stringKey("tracing.sampling.reason"))).isEqualTo("rule:payments");
				assertThat(spans.named("process " + payments).getTraceId())
					.isEqualTo(spans.named("send " + payments).getTraceId());
			});
	}

	@Test
	void ruleSeesTopicAndHeaderOfARecordWithoutATrace() {
		String payments = KafkaTestKit.topic();
		ListeningApplication.SEEN.clear();
		KafkaTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class))
			.withUserConfiguration(ListeningApplication.class)
			.withPropertyValues("topic=" + payments, "management.tracing.sampling.probability=0.0",
					"tracing.sampling.rules[0].name=acme", "tracing.sampling.rules[0].topic=" + payments,
					"tracing.sampling.rules[0].headers[0].name=x-tenant",
					"tracing.sampling.rules[0].headers[0].value=acme", "tracing.sampling.rules[0].ratio=1.0")
			.run((context) -> {
				send(payments, "other");
				send(payments, "acme");
				assertThat(ListeningApplication.SEEN.poll(30, TimeUnit.SECONDS)).isNotNull();
				assertThat(ListeningApplication.SEEN.poll(30, TimeUnit.SECONDS)).isNotNull();
				SpanData process = KafkaTestKit.take(context, 1).named("process " + payments);
				assertThat(process.getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason")))
					.isEqualTo("rule:acme");
				assertThat(process.getParentSpanContext().isValid()).isFalse();
			});
	}

	// By a producer without tracing.
	static void send(String topic, String tenant) {
		Map<String, Object> properties = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
				KafkaBroker.get().getBrokersAsString());
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(),
				new StringSerializer())) {
			ProducerRecord<String, String> record = new ProducerRecord<>(topic, "42 EUR");
			record.headers().add("x-tenant", tenant.getBytes(StandardCharsets.UTF_8));
			producer.send(record);
		}
	}

}
