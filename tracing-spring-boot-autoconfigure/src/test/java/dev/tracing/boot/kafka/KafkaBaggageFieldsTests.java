/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.baggage.BaggageAutoConfiguration;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A baggage field and the headers of a real record.
 */
class KafkaBaggageFieldsTests {

	@Test
	void fieldIsReadFromTheHeadersOfARealRecord() {
		String payments = KafkaTestKit.topic();
		KafkaTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(
					AutoConfigurations.of(PropagationAutoConfiguration.class, BaggageAutoConfiguration.class))
			.withUserConfiguration(ListeningApplication.class)
			.withPropertyValues("topic=" + payments, "tracing.baggage.fields.tenant-id.from-header=x-tenant",
					"tracing.baggage.fields.tenant-id.attribute=business.tenant_id")
			.run((context) -> {
				KafkaSamplingRuleTests.send(payments, "acme");
				assertThat(KafkaTestKit.take(context, 1)
					.named("process " + payments)
					.getAttributes()
					.get(AttributeKey.stringKey("business.tenant_id"))).isEqualTo("acme");
			});
	}

}
