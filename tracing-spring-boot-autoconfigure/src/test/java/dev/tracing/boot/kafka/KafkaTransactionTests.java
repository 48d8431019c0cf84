/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for records that are sent in transactions, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaTransactionTests {

	private final String topic = KafkaTestKit.topic();

	private final String out = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic, "out=" + this.out,
				"spring.kafka.producer.transaction-id-prefix=tx-" + this.topic,
				"spring.kafka.consumer.enable-auto-commit=false",
				"spring.kafka.consumer.isolation-level=read_committed");

	@Test
	void everyRecordOfATransactionHasASpanOfTheCallersTrace() {
		this.application.run((context) -> {
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).executeInTransaction((operations) -> {
				operations.send(this.topic, "a");
				operations.send(this.topic, "b");
				return null;
			}));
			Spans spans = KafkaTestKit.take(context, 3);
			assertThat(spans.allNamed("send " + this.topic)).hasSize(2).allSatisfy((send) -> {
				assertThat(send.getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
				assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			});
		});
	}

	@Test
	void sendsOfATransactionThatIsGivenUpEndAsWell() {
		this.application.withPropertyValues("spring.kafka.producer.properties.linger.ms=60000").run((context) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> KafkaTestKit.template(context).executeInTransaction((operations) -> {
					operations.send(this.topic, "a");
					throw new IllegalStateException("no stock");
				}));
			SpanData send = KafkaTestKit.take(context, 1).named("send " + this.topic);
			assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		});
	}

	@Test
	void whatAListenerSendsInItsTransactionIsInTheSendersTrace() {
		this.application.withUserConfiguration(Forwarding.class).run((context) -> {
			KafkaTestKit.template(context)
				.executeInTransaction((operations) -> operations.send(this.topic, "a").join());
			Spans spans = KafkaTestKit.take(context, 4);
			assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(spans.all().get(0).getTraceId());
			assertThat(spans.named("send " + this.out).getParentSpanId())
				.isEqualTo(spans.named("process " + this.topic).getSpanId());
			assertThat(spans.named("process " + this.out).getParentSpanId())
				.isEqualTo(spans.named("send " + this.out).getSpanId());
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Forwarding {

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
		void receive(String payload) {
		}

	}

}
