/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.kafka.KafkaTracingProperties.BatchMode;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaDeliveriesTests {

	private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

	private final RecordedSpans spans = new RecordedSpans();

	private final Deliveries deliveries = deliveries(this.spans);

	@AfterEach
	void nothingIsLeft() {
		this.spans.assertNoMore();
	}

	@Test
	void consumerIsAskedForItsIdOncePerPoll() {
		NamedConsumer consumer = new NamedConsumer("first");
		assertThat(clientOf(consumer)).isEqualTo("first");
		assertThat(clientOf(consumer)).isEqualTo("first");
		assertThat(consumer.asked).hasValue(1);
		this.deliveries.leave();
		assertThat(clientOf(consumer)).isEqualTo("first");
		assertThat(consumer.asked).hasValue(2);
		this.deliveries.leave();
	}

	@Test
	void anotherConsumerOfTheThreadHasItsOwnId() {
		assertThat(clientOf(new NamedConsumer("first"))).isEqualTo("first");
		assertThat(clientOf(new NamedConsumer("second"))).isEqualTo("second");
		assertThat(clientOf(new NamedConsumer(null))).isNull();
		this.deliveries.leave();
	}

	@Test
	void timeInTheTopicIsToldUnlessTheClocksContradict() {
		assertThat(queueTimeOf(999_750)).isEqualTo(250);
		assertThat(queueTimeOf(1_000_000)).isZero();
		assertThat(queueTimeOf(1_000_001)).isNull();
		assertThat(queueTimeOf(ConsumerRecord.NO_TIMESTAMP)).isNull();
	}

	@Test
	void batchTellsTheLongestTimeInTheTopic() {
		start(List.of(record(0, 1_000_001), record(1, 999_750), record(2, 999_900)));
		finish();
		SpanData batch = this.spans.take();
		assertThat(number(batch, "messaging.kafka.batch.max_queue_time_ms")).isEqualTo(250);
		assertThat(number(batch, "messaging.kafka.message.queue_time_ms")).isNull();
	}

	@Test
	void recordsBeyondTheLimitAreCountedAndNotLinked() {
		start(List.of(sentBy("1"), sentBy("2")));
		finish();
		SpanData whole = this.spans.take();
		assertThat(whole.getLinks()).hasSize(2);
		assertThat(number(whole, "messaging.kafka.batch.omitted_count")).isNull();
		start(List.of(sentBy("1"), sentBy("2"), sentBy("3")));
		finish();
		SpanData cut = this.spans.take();
		assertThat(cut.getLinks()).hasSize(2);
		assertThat(number(cut, "messaging.batch.message_count")).isEqualTo(3);
		assertThat(number(cut, "messaging.kafka.batch.omitted_count")).isEqualTo(1);
	}

	@Test
	void repliesThatComeTogetherBelongToTheTraceOfTheirOwnRequest() {
		this.deliveries.expectReplies(true);
		start(List.of(sentBy("1"), sentBy("2")));
		assertThat(Span.current().getSpanContext().isValid()).isFalse();
		finish();
		assertThat(this.spans.take(2)).extracting(SpanData::getTraceId).containsExactly(trace("1"), trace("2"));
		start(List.of(sentBy("3")));
		assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(trace("3"));
		finish();
		assertThat(this.spans.take().getTraceId()).isEqualTo(trace("3"));
		this.deliveries.expectReplies(false);
		start(List.of(sentBy("1"), sentBy("2")));
		finish();
		assertThat(this.spans.take().getLinks()).hasSize(2);
	}

	private void start(List<ConsumerRecord<String, String>> records) {
		this.deliveries.start(new ConsumerRecords<>(Map.of(new TopicPartition("topic", 0), records), Map.of()),
				new NamedConsumer(null));
	}

	private void finish() {
		this.deliveries.succeed();
		this.deliveries.leave();
	}

	private Long queueTimeOf(long timestamp) {
		this.deliveries.start(record(0, timestamp), new NamedConsumer(null));
		finish();
		return number(this.spans.take(), "messaging.kafka.message.queue_time_ms");
	}

	private static ConsumerRecord<String, String> record(long offset, long timestamp) {
		return new ConsumerRecord<>("topic", 0, offset, timestamp, TimestampType.CREATE_TIME, 0, 0, "key", "value",
				new RecordHeaders(), Optional.empty());
	}

	private static ConsumerRecord<String, String> sentBy(String trace) {
		ConsumerRecord<String, String> record = record(Long.parseLong(trace), ConsumerRecord.NO_TIMESTAMP);
		record.headers()
			.add("traceparent", ("00-" + trace(trace) + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
		return record;
	}

	private static String trace(String digit) {
		return digit.repeat(32);
	}

	private static Long number(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.longKey(key));
	}

	private String clientOf(NamedConsumer consumer) {
		this.deliveries.start(new ConsumerRecord<>("topic", 0, 0, "key", "value"), consumer);
		this.deliveries.succeed();
		this.deliveries.finish();
		return this.spans.take().getAttributes().get(AttributeKey.stringKey("messaging.client.id"));
	}

	private static Deliveries deliveries(RecordedSpans spans) {
		OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
			.setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(spans).build())
			.setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
			.build();
		Operations operations = new Operations(sdk, Conventions.DEFAULT, Foreknowledge.NONE, true);
		return new Deliveries(operations,
				new BatchTracing(operations, new MessagingSemantics(Conventions.DEFAULT, false, ""),
						new QueueTime(() -> NOW), new SenderLinks(operations, 2), BatchMode.LINKS),
				new RetryDelay(() -> NOW));
	}

	private static final class NamedConsumer extends MockConsumer<String, String> {

		private final AtomicInteger asked = new AtomicInteger();

		private final Map<MetricName, Metric> metrics;

		NamedConsumer(String id) {
			super("earliest");
			this.metrics = (id != null)
					? Collections.singletonMap(new MetricName("count", "group", "", Map.of("client-id", id)), null)
					: Map.of();
		}

		@Override
		public Map<MetricName, Metric> metrics() {
			this.asked.incrementAndGet();
			return this.metrics;
		}

	}

}
