/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
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

}
