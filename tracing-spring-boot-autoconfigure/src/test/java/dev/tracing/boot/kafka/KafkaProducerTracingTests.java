/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for records that are sent, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaProducerTracingTests {

	private static final String FORWARDED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private final String topic = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application();

	@Test
	void spanEndsWithTheAcknowledgementAndHasTheConventionalAttributes() {
		this.application.run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			record.headers().add("ce_id", "event-1".getBytes(StandardCharsets.UTF_8));
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).send(record).join());
			Spans spans = KafkaTestKit.take(context, 2);
			SpanData send = spans.named("send " + this.topic);
			assertThat(send.getKind()).isEqualTo(SpanKind.PRODUCER);
			assertThat(send.getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
			assertThat(text(send, "messaging.system")).isEqualTo("kafka");
			assertThat(text(send, "messaging.operation.name")).isEqualTo("send");
			assertThat(text(send, "messaging.operation.type")).isEqualTo("send");
			assertThat(text(send, "messaging.destination.name")).isEqualTo(this.topic);
			assertThat(text(send, "messaging.destination.partition.id")).isEqualTo("0");
			assertThat(send.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isZero();
			assertThat(text(send, "messaging.client.id")).isNotBlank();
			assertThat(text(send, "messaging.message.id")).isEqualTo("event-1");
			assertThat(text(send, "messaging.kafka.message.key")).isNull();
			assertThat(text(send, "messaging.operation")).isNull();
			assertThat(traceparent(record)).isEqualTo("00-" + send.getTraceId() + "-" + send.getSpanId() + "-03");
		});
	}

	@Test
	void oldNamesAndComponentNamesAndKeysComeByProperty() {
		this.application
			.withPropertyValues("tracing.semconv=both", "tracing.naming=component", "tracing.kafka.capture-key=true")
			.run((context) -> {
				KafkaTestKit.template(context).send(this.topic, "customer-1", null).join();
				SpanData send = KafkaTestKit.take(context, 1).named("kafka.produce");
				assertThat(text(send, "messaging.kafka.message.key")).isEqualTo("customer-1");
				assertThat(send.getAttributes().get(AttributeKey.booleanKey("messaging.kafka.message.tombstone")))
					.isTrue();
				assertThat(text(send, "messaging.operation")).isEqualTo("publish");
				assertThat(text(send, "messaging.operation.type")).isEqualTo("send");
				assertThat(send.getAttributes().get(AttributeKey.longKey("messaging.kafka.destination.partition")))
					.isZero();
				assertThat(send.getAttributes().get(AttributeKey.longKey("messaging.kafka.message.offset"))).isZero();
				assertThat(text(send, "messaging.client_id")).isEqualTo(text(send, "messaging.client.id"));
			});
	}

	@Test
	void recordThatIsSentTwiceCarriesTheSecondContextTheSecondTime() {
		this.application.run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).send(record).join());
			String first = traceparent(record);
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).send(record).join());
			Spans spans = KafkaTestKit.take(context, 4);
			assertThat(traceparent(record)).as("the record was read-only").isEqualTo(first);
			assertThat(spans.allNamed("send " + this.topic)).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
		});
	}

	@Test
	void staleTraceHeadersAreReplacedAndOthersStay() {
		this.application.run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			header(record, "traceparent", FORWARDED);
			header(record, "tracestate", "old=1");
			header(record, "b3", "0");
			header(record, "shop", "kept");
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).send(record).join());
			SpanData send = KafkaTestKit.take(context, 2).named("send " + this.topic);
			assertThat(record.headers().headers("traceparent")).hasSize(1);
			assertThat(traceparent(record)).contains(send.getSpanId());
			assertThat(record.headers().lastHeader("tracestate")).isNull();
			assertThat(record.headers().lastHeader("b3")).isNull();
			assertThat(record.headers().lastHeader("shop")).isNotNull();
		});
	}

	@Test
	void recordThatIsForwardedOutsideOfAnySpanStaysInItsTrace() {
		this.application.run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			header(record, "traceparent", FORWARDED);
			KafkaTestKit.template(context).send(record).join();
			SpanData send = KafkaTestKit.take(context, 1).named("send " + this.topic);
			assertThat(send.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(send.getParentSpanId()).isEqualTo("b7ad6b7169203331");
		});
	}

	@Test
	void failureThatTheBrokerReportsIsRecorded() {
		this.application.withPropertyValues("spring.kafka.producer.properties.max.request.size=200").run((context) -> {
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> KafkaTestKit.send(context, this.topic, "x".repeat(1000)));
			SpanData send = KafkaTestKit.take(context, 1).named("send " + this.topic);
			assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(text(send, "error.type")).isEqualTo("org.apache.kafka.common.errors.RecordTooLargeException");
		});
	}

	@Test
	void unsampledCallerIsPassedOnWithoutSpan() {
		this.application.run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			SpanContext caller = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
					TraceFlags.getDefault(), TraceState.getDefault());
			try (Scope scope = Context.root().with(Span.wrap(caller)).makeCurrent()) {
				KafkaTestKit.template(context).send(record).join();
			}
			assertThat(traceparent(record)).startsWith("00-0af7651916cd43dd8448eb211c80319c-").endsWith("-00");
			KafkaTestKit.take(context, 0);
		});
	}

	@Test
	void producerIsNotTracedIfSwitchedOff() {
		this.application.withPropertyValues("tracing.kafka.producer.enabled=false").run((context) -> {
			ProducerRecord<Object, Object> record = record("hello");
			KafkaTestKit.inSpan(context, () -> KafkaTestKit.template(context).send(record).join());
			KafkaTestKit.take(context, 1).named("caller");
			assertThat(record.headers().lastHeader("traceparent")).isNull();
		});
	}

	@Test
	void sendThatFailsInTheFutureFailsForTheCallerAsBefore() {
		this.application
			.withPropertyValues("spring.kafka.producer.properties.delivery.timeout.ms=300",
					"spring.kafka.producer.properties.request.timeout.ms=100",
					"spring.kafka.producer.properties.max.block.ms=300", "spring.kafka.bootstrap-servers=localhost:1")
			.run((context) -> {
				assertThatExceptionOfType(Exception.class)
					.isThrownBy(() -> KafkaTestKit.send(context, this.topic, "hello"))
					.isNotInstanceOf(CompletionException.class);
				SpanData send = KafkaTestKit.take(context, 1).named("send " + this.topic);
				assertThat(text(send, "error.type")).isEqualTo("org.apache.kafka.common.errors.TimeoutException");
			});
	}

	private ProducerRecord<Object, Object> record(String value) {
		return new ProducerRecord<>(this.topic, value);
	}

	private static void header(ProducerRecord<?, ?> record, String key, String value) {
		record.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
	}

	private static String traceparent(ProducerRecord<?, ?> record) {
		return new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

}
