/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaDeliveriesTests {

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

	private String clientOf(NamedConsumer consumer) {
		this.deliveries.start(new ConsumerRecord<>("topic", 0, 0, "key", "value"), consumer);
		this.deliveries.succeed();
		this.deliveries.finish();
		return this.spans.take().getAttributes().get(AttributeKey.stringKey("messaging.client.id"));
	}

	private static Deliveries deliveries(RecordedSpans spans) {
		OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
			.setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(spans).build())
			.build();
		return new Deliveries(new Operations(sdk, Conventions.DEFAULT, Foreknowledge.NONE, true),
				new MessagingSemantics(Conventions.DEFAULT, false, ""));
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
