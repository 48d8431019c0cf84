/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.http.CapturedLog;
import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever bytes stand in the headers of a record, it is listened to, in a trace of its
 * own, without a line in the log.
 */
@ExtendWith(KafkaBroker.class)
class KafkaGarbageHeadersTests {

	private static final int RECORDS = 200;

	private static final List<String> NAMES = List.of("traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId",
			"X-B3-SpanId", "X-B3-Sampled", "uber-trace-id");

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final List<String> TEXTS = List.of("", "00-" + TRACE + "-b7ad6b716920333z-01", TRACE,
			"00-" + TRACE + "-b7ad6b7169203331-01" + "0".repeat(70_000), "=,;,%%,a=b=c", "a=1,".repeat(20_000),
			"\u0000\u00e9\ud83d\ude00", "k=" + "v".repeat(70_000));

	private final Random random = new Random(42);

	private final String topic = KafkaTestKit.topic();

	KafkaGarbageHeadersTests() {
		ListeningApplication.SEEN.clear();
	}

	@Test
	void recordIsListenedToAndBeginsATrace() {
		KafkaTestKit.application()
			.withPropertyValues("topic=" + this.topic, "tracing.propagation.consume=w3c,b3,b3-multi,jaeger")
			.withUserConfiguration(ListeningApplication.class)
			.run((context) -> {
				send(null);
				assertThat(ListeningApplication.SEEN.poll(30, TimeUnit.SECONDS)).isNotNull();
				try (CapturedLog log = CapturedLog.ofEverything()) {
					for (int i = 1; i < RECORDS; i++) {
						send(this.random);
					}
					for (int i = 1; i < RECORDS; i++) {
						SpanContext seen = ListeningApplication.SEEN.poll(30, TimeUnit.SECONDS);
						assertThat(seen).isNotNull();
						assertThat(seen.getTraceId()).isNotEqualTo(TRACE);
					}
					assertThat(log.aboveDebug()).isEmpty();
				}
				Spans spans = KafkaTestKit.take(context, RECORDS);
				assertThat(spans.allNamed("process " + this.topic)).hasSize(RECORDS)
					.extracting(SpanData::getParentSpanContext)
					.noneMatch(SpanContext::isValid);
			});
	}

	private void send(Random random) {
		Map<String, Object> properties = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
				KafkaBroker.get().getBrokersAsString());
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(),
				new StringSerializer())) {
			ProducerRecord<String, String> record = new ProducerRecord<>(this.topic, "hello");
			for (String name : NAMES) {
				if (random != null) {
					record.headers().add(name, garbage(random));
				}
			}
			producer.send(record);
		}
	}

	private static byte[] garbage(Random random) {
		if (random.nextInt(8) == 0) {
			return null;
		}
		if (random.nextBoolean()) {
			byte[] bytes = new byte[random.nextInt(64)];
			random.nextBytes(bytes);
			return bytes;
		}
		return TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
	}

}
